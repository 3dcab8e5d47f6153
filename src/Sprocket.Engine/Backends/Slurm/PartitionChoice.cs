using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Chooses the partition of a task and says what it may have there. Pure.</summary>
/// <remarks>
/// What no limit here tells, a set of features or of nodes, say, sbatch itself refuses at once. <c>sbatch --test-only</c> adds
/// nothing to that, and would refuse too much: of a request whose only nodes are drained for a while it says, in Slurm 26.05,
/// the same "Requested node configuration is not available" as of one that no node can ever meet.
/// </remarks>
internal sealed class PartitionChoice
{
    /// <summary>The name that stands for whichever partition fits.</summary>
    public const string Automatic = "auto";

    // How many of the partitions that were passed over are worth a word each.
    private const int MostObjections = 4;

    private readonly SlurmOptions _options;
    private readonly ImmutableArray<PartitionFit> _partitions;
    private readonly ImmutableArray<NodeGroup> _nodes;

    /// <summary>Creates the choice.</summary>
    /// <param name="options">What the configuration says.</param>
    /// <param name="partitions">What Slurm says of its partitions.</param>
    /// <param name="nodes">What Slurm says of its nodes.</param>
    public PartitionChoice(SlurmOptions options, ImmutableArray<Partition> partitions, ImmutableArray<NodeGroup> nodes)
    {
        _options = options;
        _partitions = [.. partitions.Select(partition => new PartitionFit(partition, [.. nodes.Where(group => group.Partition == partition.Name)]))];
        _nodes = nodes;
    }

    /// <summary>The names that a setting or hint gives, which may be several with commas between.</summary>
    public static string[] Names(string setting) => setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What a task with these requirements is given.</summary>
    /// <exception cref="UnsatisfiableException">No job that asks for them would ever run.</exception>
    /// <exception cref="Wdl.Evaluation.EvaluationException">A condition of the configuration has no value.</exception>
    public Allocation Allocate(Requirements requirements, Hints hints)
    {
        ImmutableArray<string> arguments = [.. _options.ExtraArguments, .. _options.ConditionalArguments(requirements, hints)];
        SubmitArgument? memory = SubmitArguments.FindMemory(arguments);
        bool isMemoryKnown = true;
        if (memory is not null)
        {
            long? settled = SubmitArguments.ReadMemory(memory, Math.Ceiling(requirements.Cpu), out isMemoryKnown);
            isMemoryKnown &= settled is not null;
            requirements = requirements with { MemoryBytes = settled ?? requirements.MemoryBytes, RaisedMemoryBytes = null };
        }

        var request = JobRequest.Create(requirements, hints, _options.Resources, arguments);
        PartitionLimits? configured = FindConfigured(requirements, hints, arguments);
        CheckFpgas(requirements, hints, arguments);
        (ImmutableArray<PartitionFit> chosen, string? choice) = Choose(configured?.Name, request, requirements, hints);
        string place = chosen.IsEmpty ? configured is null ? "the cluster" : $"partition `{configured.Name}`" : $"partition `{Join(chosen)}`";

        (double? maxCpu, long? maxMemoryBytes) = Largest(chosen);
        var limits = new ResourceLimits(
            place,
            Least((double?)configured?.MaxCpu, maxCpu),
            Least(configured?.MaxMemoryBytes, maxMemoryBytes),
            _options.ClampsCpu,
            _options.ClampsMemory);
        (double cpu, long memoryBytes, IReadOnlyList<string> notes) = limits.Grant(requirements with { Cpu = request.Cpu });
        (TimeSpan? timeLimit, AmountSource? timeSource) = LimitTime(request, hints, arguments, configured, chosen, place);
        JobRequest granted = request with { Cpu = Math.Floor(cpu), MemoryBytes = memoryBytes };
        CheckGpus(request, chosen, place);
        return new Allocation
        {
            Cpu = granted.Cpu,
            MemoryBytes = memoryBytes,
            MemorySource = memory is null ? null : SourceOf(memory),
            IsMemoryKnown = isMemoryKnown,
            TimeLimit = timeLimit,
            TimeSource = timeSource,
            Gpus = request.Gpus,
            GpuType = request.GpuType,
            Fpgas = requirements.Fpga ? 1 : 0,
            Partition = configured is null ? null : chosen.IsEmpty ? configured.Name : Join(chosen),
            Nodes = chosen.IsEmpty ? null : chosen.Max(partition => partition.CountNodes(granted)),

            // What is chosen is in the script, and sbatch knows no such partition.
            SchedulerArguments = SubmitArguments.FindPartition(arguments) == Automatic ? SubmitArguments.WithoutPartition(arguments) : arguments,
            UsesContainer = !requirements.Containers.IsEmpty,
            Choice = choice,
            Notes = notes,
        };
    }

    // The rarest need decides: SPEC knows no partitions, and this order is that of the system whose configuration this is.
    private PartitionLimits? FindConfigured(Requirements requirements, Hints hints, ImmutableArray<string> arguments)
    {
        PartitionLimits?[] all = [_options.DefaultPartition, _options.ShortTaskPartition, _options.GpuPartition, _options.FpgaPartition];
        if ((SubmitArguments.FindPartition(arguments) ?? hints.Partition) is { } name)
        {
            // What the configuration says of a partition holds also where a task names it.
            return all.FirstOrDefault(partition => partition?.Name == name) ?? new PartitionLimits(name, null, null);
        }

        return requirements.Fpga && _options.FpgaPartition is { } fpga ? fpga
            : requirements.Gpu && _options.GpuPartition is { } gpu ? gpu
            : hints.ShortTask && _options.ShortTaskPartition is { } shortTask ? shortTask
            : _options.DefaultPartition;
    }

    private (ImmutableArray<PartitionFit> Chosen, string? Choice) Choose(string? setting, JobRequest request, Requirements requirements, Hints hints)
    {
        switch (setting)
        {
            case null:
                // Slurm puts the job into its default partition.
                return ([.. _partitions.Where(partition => partition.Partition.IsDefault).Take(1)], null);
            case Automatic:
                return ChooseAutomatically(request, requirements, hints);
        }

        string[] names = Names(setting);
        ImmutableArray<PartitionFit> named = [.. _partitions.Where(partition => names.Contains(partition.Partition.Name))];
        if (names.Length == 1 || named.Length < names.Length)
        {
            return (named, null);
        }

        // Of several Slurm takes the one where the job starts first; those where it never would are left out.
        ImmutableArray<PartitionFit> fitting = [.. named.Where(partition => partition.Object(request) is null)];
        return fitting.IsEmpty
            ? (named, null)
            : (fitting, fitting.Length == named.Length ? null : $"partition `{Join(fitting)}`{PassedOver(named, request)}");
    }

    // Before all others come those that certainly admit the job and have nodes for it that are not down. Then: what the
    // attempt had better get after one that had too little; GPUs are left to those who need them; Slurm's own choice; the
    // tightest fit, so that long times and large nodes are left to those who need them, or, where no time is known, the
    // longest limit.
    private (ImmutableArray<PartitionFit> Chosen, string? Choice) ChooseAutomatically(JobRequest request, Requirements requirements, Hints hints)
    {
        JobRequest raised = request with
        {
            MemoryBytes = Math.Max(request.MemoryBytes, requirements.RaisedMemoryBytes ?? 0),
            TimeLimit = hints.RaisedTimeLimit ?? request.TimeLimit,
        };
        JobRequest wanted = Clamp(request);
        PartitionFit? found = _partitions
            .Where(partition => partition.Object(wanted) is null)
            .OrderByDescending(partition => partition.SurelyAdmits(request))
            .ThenByDescending(partition => partition.HasUsableNodes(wanted))
            .ThenByDescending(partition => partition.Object(raised) is null)
            .ThenBy(partition => request.Gpus == 0 && partition.Nodes.Length > 0 && partition.Nodes.All(nodes => nodes.CountOf(GenericResources.Gpu, null) > 0))
            .ThenByDescending(partition => partition.Partition.IsDefault)
            .ThenBy(partition => (request.TimeLimit is null ? -1 : 1) * (partition.Partition.MaxTime ?? TimeSpan.MaxValue).Ticks)
            .ThenBy(partition => partition.Largest().MemoryBytes ?? long.MaxValue)
            .ThenBy(partition => partition.Partition.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        if (found is null)
        {
            throw new UnsatisfiableException($"no partition of the cluster fits it{PassedOver(_partitions, request)}; ask for less, or name a partition by the hint `slurm_partition`");
        }

        string why = found.Partition.IsDefault ? "Slurm's default fits" : "it fits";
        return ([found], $"partition `{found.Partition.Name}` was chosen, since {why}{PassedOver(_partitions, wanted)}");
    }

    // Where less than the task asks for will do, the most that there is.
    private JobRequest Clamp(JobRequest request)
    {
        double mostCpu = 0;
        long mostMemoryBytes = 0;
        foreach (PartitionFit partition in _partitions.Where(partition => partition.Partition.IsUp))
        {
            (double? cpu, long? memoryBytes) = partition.Largest();
            mostCpu = Math.Max(mostCpu, cpu ?? double.MaxValue);
            mostMemoryBytes = Math.Max(mostMemoryBytes, memoryBytes ?? long.MaxValue);
        }

        return request with
        {
            Cpu = _options.ClampsCpu ? Math.Min(request.Cpu, mostCpu) : request.Cpu,
            MemoryBytes = _options.ClampsMemory ? Math.Min(request.MemoryBytes, mostMemoryBytes) : request.MemoryBytes,
        };
    }

    private static string PassedOver(ImmutableArray<PartitionFit> partitions, JobRequest request)
    {
        List<string> objections = [];
        foreach (PartitionFit partition in partitions)
        {
            if (partition.Object(request) is { } objection)
            {
                objections.Add($"`{partition.Partition.Name}` {objection}");
            }
        }

        return objections.Count == 0 ? ""
            : objections.Count > MostObjections ? $" ({string.Join(", ", objections[..MostObjections])}, and so on)"
            : $" ({string.Join(", ", objections)})";
    }

    private (TimeSpan? Limit, AmountSource? Source) LimitTime(
        JobRequest request, Hints hints, ImmutableArray<string> arguments, PartitionLimits? configured, ImmutableArray<PartitionFit> chosen, string place)
    {
        if (SubmitArguments.FindTime(arguments) is { } argument)
        {
            return (SubmitArguments.ReadTime(argument), SourceOf(argument));
        }

        TimeSpan? most = Least(configured?.MaxTime, chosen.IsEmpty ? null : chosen.Min(partition => partition.Partition.MaxTime));
        if (request.TimeLimit > most)
        {
            throw new UnsatisfiableException(
                $"the task asks for {Amount.Of(request.TimeLimit.Value)}, but {place} allows {Amount.Of(most.Value)}; "
                + "lower `time_minutes`, or choose another partition");
        }

        // A default is no demand, and more after an attempt that had too little is no more than a wish.
        (TimeSpan? limit, AmountSource? source) = request.TimeLimit is { } wish ? (wish, null) : DefaultTime(configured, chosen, place);
        return (limit is null ? null : Least(hints.RaisedTimeLimit > limit ? hints.RaisedTimeLimit : limit, most), source);
    }

    // What Slurm would give a job by itself is said, too: a time that is known can be raised after an attempt that had too
    // little. Not so a partition's longest time, since a quality of service may allow less, which Slurm then gives.
    private (TimeSpan? Limit, AmountSource? Source) DefaultTime(PartitionLimits? configured, ImmutableArray<PartitionFit> chosen, string place)
    {
        if ((configured?.DefaultTime ?? _options.Resources.DefaultTime) is { } ours)
        {
            return (ours, new AmountSource("`default_time` in the backend's configuration", IsFixed: false));
        }

        // Of several partitions nobody knows whose default it will be.
        TimeSpan?[] theirs = [.. chosen.Select(partition => partition.Partition.DefaultTime).Distinct()];
        return theirs is [{ } common] ? (common, new AmountSource($"the default of {place}", IsFixed: false))
            : configured?.MaxTime is { } longest ? (longest, new AmountSource("`max_time` in the backend's configuration", IsFixed: true))
            : (null, null);
    }

    private AmountSource SourceOf(SubmitArgument argument) =>
        new($"`{argument.Text}` in `sbatch.{(argument.Index < _options.ExtraArguments.Length ? "args" : "conditional")}`", IsFixed: true);

    // Wherever of several Slurm puts the job, it must fit.
    private static (double? Cpu, long? MemoryBytes) Largest(ImmutableArray<PartitionFit> chosen)
    {
        (double? Cpu, long? MemoryBytes) least = (null, null);
        foreach (PartitionFit partition in chosen)
        {
            (double? cpu, long? memoryBytes) = partition.Largest();
            least = (Least(least.Cpu, cpu), Least(least.MemoryBytes, memoryBytes));
        }

        return least;
    }

    private void CheckGpus(JobRequest request, ImmutableArray<PartitionFit> chosen, string place)
    {
        NodeGroup[] groups = [.. chosen.SelectMany(partition => partition.Nodes)];
        long most = groups.Length == 0 ? request.Gpus : groups.Max(nodes => nodes.CountOf(GenericResources.Gpu, request.GpuType));
        if (request.Gpus > most)
        {
            string kind = request.GpuType is { } type ? $" of type `{type}`" : "";
            string types = string.Join(", ", _nodes.SelectMany(nodes => nodes.Resources)
                .Where(resource => resource.Name == GenericResources.Gpu && resource.Type is not null)
                .Select(resource => $"`{resource.Type}`").Distinct().Order(StringComparer.Ordinal));
            string known = types.Length == 0 ? "" : $" (the cluster has {types})";
            throw new UnsatisfiableException(
                $"the task asks for {request.Gpus} GPU(s){kind}, but the nodes of {place} have {most}; set `gpu_slurm_partition` in the backend's configuration, or ask for less"
                + $" or for another type by the hints `gpuCount` and `gpuType`{known}");
        }
    }

    // A job that requires an FPGA and asks for none would run where there is none.
    private void CheckFpgas(Requirements requirements, Hints hints, ImmutableArray<string> arguments)
    {
        bool isAskedFor = _options.FpgaPartition is not null || _options.Resources.FpgaGres is not null
            || hints.Partition is not null || SubmitArguments.FindPartition(arguments) is not null || SubmitArguments.FindResources(arguments) is not null;
        if (requirements.Fpga && !isAskedFor)
        {
            throw new UnsatisfiableException(
                "the task requires an FPGA, and nothing says where there is one; set `fpga_slurm_partition` or `fpga_gres` in the backend's configuration");
        }
    }

    private static string Join(ImmutableArray<PartitionFit> partitions) => string.Join(',', partitions.Select(partition => partition.Partition.Name));

    private static T? Least<T>(T? one, T? other)
        where T : struct, IComparable<T> => one is { } left && other is { } right ? (left.CompareTo(right) <= 0 ? left : right) : one ?? other;
}
