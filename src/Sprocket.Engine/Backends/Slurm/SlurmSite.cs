using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>The cluster and what a run needs on it: its settings, its partitions, and this program where the nodes see it.</summary>
internal sealed class SlurmSite
{
    // What Slurm leaves a job between SIGTERM and SIGKILL unless the site says otherwise.
    private static readonly TimeSpan DefaultKillWait = TimeSpan.FromSeconds(30);

    // What the job step needs of that time to write how the command ended.
    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(3);

    private static readonly ImmutableArray<string> Programs = ["sbatch", "squeue", "scancel", "scontrol"];

    private readonly SlurmOptions _options;
    private readonly SlurmClient _client;

    /// <summary>Creates the site, of which nothing is known yet.</summary>
    public SlurmSite(SlurmOptions options, SlurmClient client)
    {
        _options = options;
        _client = client;
    }

    /// <summary>Where the job steps leave their notices.</summary>
    public string NoticeDirectory => Path.Join(_options.RunDirectory, ".sprocket", "notices");

    /// <summary>What maps the indices of job arrays to attempts.</summary>
    public string ArrayDirectory => Path.Join(_options.RunDirectory, ".sprocket", "arrays");

    /// <summary>This program, where the nodes see it.</summary>
    public string Program { get; private set; } = "";

    /// <summary>The setting <c>SlurmctldHost</c>, once known.</summary>
    public string? Controller { get; private set; }

    /// <summary>How many elements an array may have, once known; 1 where there are no arrays.</summary>
    public int MaxArraySize { get; private set; } = 1;

    /// <summary>The version of Slurm, once known.</summary>
    public string? Version { get; private set; }

    /// <summary>Finds out what the cluster offers, and puts into the run directory what jobs need.</summary>
    /// <returns>The choice of partitions, and how long a command has to end before the job step kills it.</returns>
    /// <exception cref="BackendUnavailableException">Slurm, a partition or the room is missing.</exception>
    public async Task<(PartitionChoice Partitions, TimeSpan StopGrace)> PrepareAsync(CancellationToken cancellation)
    {
        if (_options.FindsPrograms)
        {
            CheckPrograms();
        }

        Task<SlurmAnswer<ImmutableArray<Partition>>> partitions = _client.PartitionsAsync();
        Task<SlurmAnswer<ImmutableArray<NodeGroup>>> nodes = _client.NodesAsync();
        Task<SlurmAnswer<ImmutableDictionary<string, string>>> settings = _client.SettingsAsync();
        var program = Task.Run(PutProgram, cancellation);
        await Task.WhenAll(partitions, nodes, settings, program).WaitAsync(cancellation);
        CheckPartitions(Require(await partitions));
        ImmutableDictionary<string, string> known = Require(await settings);
        Version = known.GetValueOrDefault("SLURM_VERSION");
        Controller = known.FirstOrDefault(setting => setting.Key.StartsWith("SlurmctldHost", StringComparison.Ordinal)).Value;
        MaxArraySize = int.TryParse(known.GetValueOrDefault("MaxArraySize"), CultureInfo.InvariantCulture, out int size) ? Math.Max(size, 1) : 1;
        TimeSpan killWait = SlurmText.ParseTime(known.GetValueOrDefault("KillWait", "")) ?? DefaultKillWait;
        var choice = new PartitionChoice(_options, (await partitions).Value, Require(await nodes));
        return (choice, killWait > WriteTime * 2 ? killWait - WriteTime : killWait / 2);
    }

    private static void CheckPrograms()
    {
        string? path = Environment.GetEnvironmentVariable("PATH");
        string[] missing = [.. Programs.Where(program => ProgramPath.Find(program, path) is null)];
        if (missing.Length > 0)
        {
            string names = string.Join(", ", missing.Select(name => $"`{name}`"));
            throw new BackendUnavailableException(
                BackendDiagnostics.NoSlurm.Code,
                $"{names} of Slurm cannot be found on PATH",
                "run on a login node of the cluster, load Slurm's module, or choose another backend with `--backend`");
        }
    }

    private static bool IsSame(string path, string other) =>
        new FileInfo(path).Length == new FileInfo(other).Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(other));

    private static T Require<T>(SlurmAnswer<T> answer) => answer.Failure is { } failure
        ? throw new BackendUnavailableException(
            BackendDiagnostics.NoController.Code,
            $"Slurm's controller does not answer: {failure.Message}",
            "see what `scontrol ping` says, and ask the cluster's administrators")
        : answer.Value;

    private void CheckPartitions(ImmutableArray<Partition> partitions)
    {
        (string Key, PartitionLimits? Partition)[] named =
        [
            ("default_slurm_partition", _options.DefaultPartition),
            ("short_task_slurm_partition", _options.ShortTaskPartition),
            ("gpu_slurm_partition", _options.GpuPartition),
            ("fpga_slurm_partition", _options.FpgaPartition),
        ];
        foreach ((string key, PartitionLimits? partition) in named)
        {
            string? missing = partition is null || partition.Name == PartitionChoice.Automatic
                ? null
                : PartitionChoice.Names(partition.Name).FirstOrDefault(name => !partitions.Any(known => known.Name == name));
            if (missing is not null)
            {
                string names = string.Join(", ", partitions.Select(known => $"`{known.Name}`"));
                throw new BackendUnavailableException(
                    BackendDiagnostics.NoPartition.Code,
                    $"Slurm has no partition `{missing}`, which `{key}` names",
                    $"set it to one that there is: {names}");
            }
        }
    }

    private void PutProgram()
    {
        string directory = Path.Join(_options.RunDirectory, ".sprocket");
        try
        {
            Directory.CreateDirectory(NoticeDirectory);
            for (int number = 1; Program.Length == 0; number++)
            {
                // Jobs of an earlier runner still run what it put there: on a network file system it must not be replaced.
                string path = Path.Join(directory, number == 1 ? "sprocket" : $"sprocket-{number}");
                if (!File.Exists(path))
                {
                    File.Copy(_options.Program, path + ".new", overwrite: true);
                    File.Move(path + ".new", path);
                    Program = path;
                }
                else if (IsSame(path, _options.Program))
                {
                    Program = path;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackendUnavailableException(
                BackendDiagnostics.NoJobStep.Code,
                $"the program that jobs run cannot be copied to `{directory}`: {exception.Message}",
                "make room there, or choose another place with `--output-dir`, on a file system that all nodes share",
                exception);
        }
    }
}
