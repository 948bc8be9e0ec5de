using System.Net.Sockets;
using System.Text;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Tells systemd that the gateway listens, and which process it is (sd_notify(3)). Without systemd nothing happens.</summary>
internal static class ServiceNotice
{
    /// <summary>Tells it.</summary>
    /// <param name="host">The machine.</param>
    public static void Ready(HostEnvironment host)
    {
        if (host.Variable("NOTIFY_SOCKET") is not ['/' or '@', _, ..] path || OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // "@" stands for a name that is in no file system.
            socket.SendTo(
                Encoding.UTF8.GetBytes($"READY=1\nMAINPID={Environment.ProcessId}"),
                new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path)
            );
        }
        catch (SocketException)
        {
            // Then systemd gives up on the start, and its journal says so.
        }
    }
}
