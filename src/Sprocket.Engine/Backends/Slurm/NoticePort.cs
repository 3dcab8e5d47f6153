using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Where the datagrams of the run's job steps arrive.</summary>
internal sealed class NoticePort : IDisposable
{
    // Any port will do: nothing is sent to it, the system is only asked which way it would go.
    private const int DiscardPort = 9;

    // The secret, and the name of a file.
    private const int LargestDatagram = 512;

    private readonly Socket _socket;
    private readonly byte[] _secret;

    private NoticePort(Socket socket, string address, string secret)
    {
        _socket = socket;
        _secret = Encoding.ASCII.GetBytes(secret);
        Address = address;
        Secret = secret;
    }

    /// <summary>Where to send, <c>address:port</c>.</summary>
    public string Address { get; }

    /// <summary>What to send.</summary>
    public string Secret { get; }

    /// <summary>Opens a port that the cluster's nodes may reach; null when there is no network.</summary>
    /// <param name="controller">
    /// The setting <c>SlurmctldHost</c>, <c>name</c> or <c>name(address)</c>: the address by which this machine would speak to the
    /// controller is the one by which the nodes may speak to this machine.
    /// </param>
    /// <param name="cancellation">When to give up.</param>
    public static async Task<NoticePort?> OpenAsync(string controller, CancellationToken cancellation)
    {
        string[] parts = controller.TrimEnd(')').Split('(', 2);
        Socket? socket = null;
        try
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            await probe.ConnectAsync(parts[^1], DiscardPort, cancellation);
            IPAddress address = ((IPEndPoint)probe.LocalEndPoint!).Address;
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Any, 0));
            int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            return new NoticePort(socket, string.Create(CultureInfo.InvariantCulture, $"{address}:{port}"), Guid.NewGuid().ToString("N"));
        }
        catch (Exception exception) when (exception is SocketException or NotSupportedException)
        {
            // No way there, or one by addresses of another family.
            socket?.Dispose();
            return null;
        }
    }

    /// <summary>Waits for the next datagram that knows the secret, and returns which notice was left.</summary>
    public async Task<string> ReceiveAsync(CancellationToken cancellation)
    {
        byte[] buffer = new byte[LargestDatagram];
        while (true)
        {
            int count = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancellation);
            if (count > _secret.Length && buffer.AsSpan(0, count).StartsWith(_secret))
            {
                return Encoding.UTF8.GetString(buffer, _secret.Length + 1, count - _secret.Length - 1);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
