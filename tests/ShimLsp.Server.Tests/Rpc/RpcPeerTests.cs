using System.IO.Pipelines;
using System.Text.Json;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Framing;
using ShimLsp.Server.Tests.Support;
using StreamJsonRpc;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Rpc;

/// <summary>Messages that the server starts, while the client reads and while it does not.</summary>
public sealed class RpcPeerTests : IDisposable
{
    private readonly Pipe output = new();
    private readonly HighWater unsent = new(2);
    private readonly HighWater ahead = new(2);
    private readonly RpcPeer peer = new();
    private readonly JsonRpc rpc;

    public RpcPeerTests()
    {
        var handler = new ShimMessageHandler(
            new Pipe().Reader,
            output.Writer,
            RpcFormatter.Create(),
            Conversation.Options(WireFraming.NewLine)
        );
        rpc = new JsonRpc(handler);
        rpc.StartListening();
        peer.Bind(rpc, unsent, ahead);
    }

    public void Dispose() => rpc.Dispose();

    [Fact]
    public Task All_of_it_while_it_reads() => Check("models/a=1 models/a=2 routed=3", isOver: false, "models=1 models=2 routed=3");

    [Fact]
    public Task Of_each_subject_the_last_when_it_reads_again() =>
        Check("models/a=1 active/a=2 models/b=3 models/a=4", isOver: true, "active=2 models=3 models=4");

    [Fact]
    public Task Of_what_merely_happened_nothing() => Check("routed=1 models/a=2 routed=3", isOver: true, "models=2");

    [Fact]
    public async Task A_stream_goes_on_when_what_there_is_has_been_read()
    {
        using var cancel = new CancellationTokenSource();
        await peer.StreamAsync("piece", new EchoParams("1"), ToyJson.Default.EchoParams, default);
        ahead.Set(2);
        var second = peer.StreamAsync("piece", new EchoParams("2"), ToyJson.Default.EchoParams, cancel.Token).AsTask();
        using var reader = new StreamReader(output.Reader.AsStream());
        (await reader.ReadLineAsync().WaitAsync(ShimClient.Limit)).Should().Contain("\"1\"");
        (await reader.ReadLineAsync().WaitAsync(ShimClient.Limit)).Should().Contain("\"2\"");
        second.IsCompleted.Should().BeFalse("it is on its way, and the next has to wait");

        ahead.Set(1);
        await second.WaitAsync(ShimClient.Limit);

        ahead.Set(2);
        var third = peer.StreamAsync("piece", new EchoParams("3"), ToyJson.Default.EchoParams, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await third
            .Invoking(task => task.WaitAsync(ShimClient.Limit))
            .Should()
            .ThrowAsync<OperationCanceledException>("who gave up waits for no reader");
    }

    private async Task Check(string told, bool isOver, string expected)
    {
        unsent.Set(isOver ? 2 : 0);
        foreach (var word in told.Split(' '))
        {
            var parts = word.Split('/', '=');
            peer.Tell(parts[0], parts.Length == 3 ? parts[1] : null, new EchoParams(parts[^1]), ToyJson.Default.EchoParams);
        }

        unsent.Set(0);
        var heard = new List<string>();
        using var reader = new StreamReader(output.Reader.AsStream());
        while (heard.Count < expected.Split(' ').Length)
        {
            var message = JsonElement.Parse((await reader.ReadLineAsync().WaitAsync(ShimClient.Limit))!);
            heard.Add($"{message.GetProperty("method").GetString()}={message.GetProperty("params").GetProperty("text").GetString()}");
        }

        string.Join(' ', heard).Should().Be(expected);
    }
}
