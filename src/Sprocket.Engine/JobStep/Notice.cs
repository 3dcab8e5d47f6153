using System.Net;
using System.Net.Sockets;
using System.Text;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.JobStep;

/// <summary>An empty file, in one directory for all of a run, that makes the runner look at an attempt.</summary>
/// <remarks>
/// One directory read tells the news of every job. A datagram, where the network lets it through, saves the time until the
/// directory is read next, and on a network file system the time until it is seen: it says the secret and the file's name. A
/// notice only wakes: the truth is in the attempt's directory, and a notice that is lost costs an interval, never a result.
/// </remarks>
internal static class Notice
{
    /// <summary>The ending of a notice's name for a command that has started, followed by the node's name.</summary>
    public const string Started = ".started.";

    /// <summary>The ending of a notice's name for a command that has ended.</summary>
    public const string Ended = ".ended";

    /// <summary>Leaves a notice, if it can be left.</summary>
    public static void Leave(JobDescription description, string ending)
    {
        string notice = description.NoticeName + ending;
        if (description.NoticeDirectory is { } directory)
        {
            try
            {
                using FileStream file = File.Create(Path.Join(directory, notice));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The runner's own look at the scheduler will find the outcome, later.
            }
        }

        if (IPEndPoint.TryParse(description.NoticeAddress ?? "", out IPEndPoint? address))
        {
            Send(address, $"{description.NoticeSecret} {notice}");
        }
    }

    private static void Send(IPEndPoint address, string text)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.SendTo(Encoding.UTF8.GetBytes(text), address);
        }
        catch (SocketException)
        {
            // No way from the node to the runner: the file tells it.
        }
    }
}
