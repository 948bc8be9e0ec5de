using System.Net.Sockets;
using ShimLsp.Bench.Stdio;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway.Peers;

/// <summary>A gateway in front of the mock, ours or another: a process, and how a client asks it.</summary>
/// <param name="Process">The process.</param>
/// <param name="Address">What a client calls.</param>
/// <param name="Headers">What a client sends with it, each a line without its end.</param>
internal sealed record Contender(ServerProcess Process, Uri Address, params IReadOnlyList<string> Headers) : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(2); // the start is measured

    /// <summary>A client of it.</summary>
    /// <param name="body">What it asks.</param>
    public SocketClient Client(string body) => new(Address, body, Headers);

    /// <summary>Waits until it listens.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <exception cref="IOException">It does not listen.</exception>
    public async Task<Contender> ReadyAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        while (true)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(Address.Host, Address.Port, CancellationToken.None);
                return this;
            }
            catch (SocketException failure)
            {
                if (patience.IsCancellationRequested)
                {
                    throw new IOException($"{Address} does not listen: {failure.Message}");
                }

                await Task.Delay(BetweenTries, CancellationToken.None);
            }
        }
    }

    /// <summary>Ends it. A gateway from npm would not end with its input.</summary>
    public void Dispose()
    {
        Process.Kill();
        Process.Dispose();
    }
}
