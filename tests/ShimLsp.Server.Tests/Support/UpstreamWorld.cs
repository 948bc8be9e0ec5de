using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Support;

/// <summary>A server, and an upstream where its models live.</summary>
/// <param name="upstream">The upstream.</param>
/// <param name="home">The machine that the server sees.</param>
/// <param name="server">The server.</param>
internal abstract class UpstreamWorld(MockUpstream upstream, Home home, RunningServer server) : IAsyncDisposable
{
    public MockUpstream Upstream => upstream;

    public Home Home => home;

    public RunningServer Server => server;

    public ShimClient Client => server.Client;

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await upstream.DisposeAsync();
        home.Dispose();
        GC.SuppressFinalize(this);
    }
}
