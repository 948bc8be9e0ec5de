using System.Text;
using ShimLsp.Server.Rpc.Framing;
using ShimLsp.Server.Tests.Support;
using StreamJsonRpc.Protocol;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Rpc;

public sealed class OutgoingFramesTests
{
    private const string Ask = """{"jsonrpc":"2.0","id":1,"method":"ask"}""";

    [Theory]
    [InlineData("\"result\":\"yes\"", "1=yes")]
    [InlineData("\"error\":{\"code\":7,\"message\":\"no\"}", "1=refused: 7")]
    [InlineData("\"error\":{\"code\":\"seven\"}", "1=refused: -32600")]
    [InlineData("\"error\":{}", "1=refused: -32600")]
    [InlineData("\"error\":5", "1=refused: -32600")]
    public async Task The_clients_answer_is_delivered_once(string answer, string expected)
    {
        foreach (var framing in Enum.GetValues<WireFraming>())
        {
            var conversation = new Conversation(Conversation.Options(framing));
            await conversation.SayAsync(Ask);
            (await conversation.HearAsync()).Should().Be("question");

            await conversation.SayAsync($$"""{"jsonrpc":"2.0","id":"other",{{answer}}}""");
            await conversation.SayAsync($$"""{"jsonrpc":"2.0","id":2,{{answer}}}""");
            await conversation.SayAsync($$"""{"jsonrpc":"2.0","id":"toy-1",{{answer}}}""");
            await conversation.SayAsync($$"""{"jsonrpc":"2.0","id":"toy-1",{{answer}}}""");
            (await conversation.HearAsync()).Should().Be(expected);

            await conversation.SayAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
            (await conversation.HearAsync()).Should().Be("1=pong");
        }
    }

    [Fact]
    public async Task A_result_that_cannot_be_serialised_leaves_no_broken_frame_behind()
    {
        foreach (var framing in Enum.GetValues<WireFraming>())
        {
            var conversation = new Conversation(Conversation.Options(framing));
            for (int round = 0; round < 2; round++)
            {
                await conversation.SayAsync("""{"jsonrpc":"2.0","id":1,"method":"unknown"}""");
                (await conversation.HearAsync()).Should().Be("1!-32003");
            }
        }
    }

    [Fact]
    public async Task Messages_written_during_a_write_go_out_together()
    {
        var output = new SlowOutput();
        var handler = ShimMessageHandler.Over(Stream.Null, output, Conversation.Formatter(), Conversation.Options(WireFraming.NewLine));
        for (int n = 0; n < 100; n++)
        {
            await handler.WriteAsync(new JsonRpcRequest { Method = $"m{n}" }, CancellationToken.None);
        }

        output.Writes.Should().HaveCount(1);
        output.GoOn.SetResult();
        await handler.DisposeAsync();
        await handler.OutputCompletion.WaitAsync(ShimClient.Limit);

        output.Writes.Should().HaveCount(2);
        string.Concat(output.Writes)
            .Split('\n')
            .Should()
            .Equal([.. Enumerable.Range(0, 100).Select(n => $$"""{"jsonrpc":"2.0","method":"m{{n}}"}"""), ""]);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_has_left_too_much_unread_in_the_end()
    {
        var output = new SlowOutput();
        var handler = ShimMessageHandler.Over(Stream.Null, output, Conversation.Formatter(), Conversation.Options(WireFraming.NewLine));
        var message = new JsonRpcRequest { Method = new string('m', 1024 * 1024) };
        int written = 0;
        while (!handler.Unsent.IsOver)
        {
            written++.Should().BeLessThan(100);
            await handler.WriteAsync(message, CancellationToken.None);
        }

        written.Should().Be(16);
        output.GoOn.SetResult();
        await handler.Unsent.Fallen.WaitAsync(ShimClient.Limit);
        handler.Unsent.IsOver.Should().BeFalse();
    }

    [Fact]
    public async Task A_broken_output_is_reported_to_the_next_writer()
    {
        var output = new SlowOutput();
        var handler = ShimMessageHandler.Over(Stream.Null, output, Conversation.Formatter(), Conversation.Options(WireFraming.NewLine));
        await handler.WriteAsync(new JsonRpcRequest { Method = "first" }, CancellationToken.None);
        output.GoOn.SetException(new IOException("broken pipe"));
        await handler.OutputCompletion.WaitAsync(ShimClient.Limit);

        var next = async () => await handler.WriteAsync(new JsonRpcRequest { Method = "next" }, CancellationToken.None);
        await next.Should().ThrowAsync<IOException>();
    }

    /// <summary>Finishes the first write only when the test allows it.</summary>
    private sealed class SlowOutput : MemoryStream
    {
        public List<string> Writes { get; } = [];

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes.Add(Encoding.UTF8.GetString(buffer.Span));
            await GoOn.Task;
        }
    }
}
