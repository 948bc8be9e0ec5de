using System.Text.Json;

namespace ShimLsp.Server.Tests.Support;

/// <summary>A server as an editor starts it, with one folder open and a home of its own.</summary>
internal sealed record RunningEditor(Home Home, ServerProcess Server, JsonElement Capabilities) : IAsyncDisposable
{
    public ShimClient Client => Server.Client;

    /// <summary>Starts it and says <c>initialize</c>.</summary>
    public static async Task<RunningEditor> StartAsync(string capabilities, string options = "{}", Action<Home>? prepare = null)
    {
        var home = new Home();
        prepare?.Invoke(home);
        var server = ServerProcess.Lsp(home);
        var answer = await server.Client.InitializeAsync([home.Work], capabilities, options);
        return new(home, server, answer.At("capabilities"));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }
}
