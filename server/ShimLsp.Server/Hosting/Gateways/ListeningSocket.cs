using System.Net;
using System.Net.Sockets;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Opens the socket of a gateway.</summary>
internal static class ListeningSocket
{
    // So many connections wait in the system until they are accepted.
    private const int Backlog = 512;

    /// <summary>Opens it. It listens.</summary>
    /// <param name="at">Where.</param>
    /// <exception cref="GatewayStartException">It cannot listen there.</exception>
    public static Socket Open(GatewayAddress at)
    {
        var socket = new Socket(at.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (at.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true; // as a person expects of "every address"
            }

            socket.Bind(new IPEndPoint(at.Address, at.Port));
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new GatewayStartException(Why(at, refused.SocketErrorCode));
        }
    }

    private static string Why(GatewayAddress at, SocketError error) =>
        error switch
        {
            SocketError.AddressAlreadyInUse =>
                $"Port {at.Port} is taken. Choose another (--port N, 0 for a free one), or stop the gateway that has it: "
                    + "shim-lsp gateway status",
            SocketError.AccessDenied => $"Port {at.Port} may not be used: permission denied. Choose one above 1023: --port N",
            SocketError.AddressNotAvailable => $"{at.Address} is not an address of this machine. Choose another: --listen ADDRESS",
            _ => $"The gateway cannot listen at {at.Name}:{at.Port}: {error}. Choose another: --port N, --listen ADDRESS",
        };
}
