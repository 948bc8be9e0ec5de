using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.FullStack;

/// <summary>An output that breaks while the input stays open.</summary>
public class BrokenOutputTests
{
    [Fact]
    public async Task The_plain_front_ends_with_1_rather_than_an_exception()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.PlainTo(home, new BrokenStream());

        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"status"}""");
        for (var id = 2; id < 1_000 && !server.Exit.IsCompleted; id++)
        {
            await server.Client.SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"status"}""");
            await Task.Yield();
        }

        (await server.Exit.WaitAsync(ShimClient.Limit)).Should().Be(1);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException(new IOException("Broken pipe"));

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.FromException(new IOException("Broken pipe"));
    }
}
