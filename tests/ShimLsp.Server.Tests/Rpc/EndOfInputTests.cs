using System.IO.Pipelines;
using System.Text;
using ShimLsp.Server.Rpc.Framing;
using ShimLsp.Server.Tests.Support;
using StreamJsonRpc;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Rpc;

/// <summary><c>~</c> means a whole ping of 40 bytes with id 1.</summary>
public sealed class EndOfInputTests
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
    private const string Park = """{"jsonrpc":"2.0","id":2,"method":"park"}""";

    [Theory]
    [InlineData(WireFraming.NewLine, "")]
    [InlineData(WireFraming.NewLine, " \r\n\n ")]
    [InlineData(WireFraming.NewLine, "\uFEFF")]
    [InlineData(WireFraming.NewLine, "~\n", "1=pong")]
    [InlineData(WireFraming.NewLine, "~", "1=pong")]
    [InlineData(WireFraming.NewLine, "nonsense\n~\r", "null!-32700", "1=pong")]
    [InlineData(WireFraming.NewLine, "[]", "null!-32600")]
    [InlineData(WireFraming.Header, "")]
    [InlineData(WireFraming.Header, "Content-Length: 40\r\n\r\n~", "1=pong")]
    [InlineData(WireFraming.Header, "Content-Length: 40\r\n\r\n~\r\n\r\n", "1=pong")]
    internal Task Between_frames_it_is_clean(WireFraming framing, string input, params string[] answers) =>
        Check(framing, input, EndOfInput.CleanBoundary, answers);

    [Theory]
    [InlineData(WireFraming.NewLine, "{\"jsonrpc\":")]
    [InlineData(WireFraming.NewLine, "nonsense")]
    [InlineData(WireFraming.NewLine, "~~")]
    [InlineData(WireFraming.Header, "C")]
    [InlineData(WireFraming.Header, "Content-Length: 40")]
    [InlineData(WireFraming.Header, "Content-Length: 40\r\n")]
    [InlineData(WireFraming.Header, "Content-Length: 40\r\n\r\n")]
    [InlineData(WireFraming.Header, "Content-Length: 41\r\n\r\n~")]
    [InlineData(WireFraming.Header, "nonsense\r\n\r\n", "null!-32600")]
    internal Task Inside_a_frame_it_is_not(WireFraming framing, string input, params string[] answers) =>
        Check(framing, input, EndOfInput.MidFrame, answers);

    [Fact]
    public async Task At_a_clean_end_what_was_read_is_answered_first()
    {
        var conversation = new Conversation(Conversation.Options(WireFraming.NewLine));
        await conversation.SayAsync(Park);
        conversation.EndInput();
        await conversation.Handler.Ended;
        conversation.Rpc!.Completion.IsCompleted.Should().BeFalse();

        conversation.Target.Unpark();
        (await conversation.HearAllAsync()).Should().Equal("2=parked");
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "{")]
    public async Task Otherwise_the_connection_ends_at_once_whatever_is_running(bool drain, string tail)
    {
        var conversation = new Conversation(Conversation.Options(WireFraming.NewLine) with { DrainAtCleanEnd = drain });
        await conversation.SayAsync(Park);
        await conversation.SayAsync(Encoding.UTF8.GetBytes(tail));
        conversation.EndInput();
        await conversation.Rpc!.Completion.WaitAsync(ShimClient.Limit);
        (await conversation.HearAllAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Messages_held_at_an_end_that_is_not_clean_are_never_delivered()
    {
        var gate = new ToyGate();
        var options = Conversation.Options(WireFraming.NewLine) with { DrainAtCleanEnd = false, Gate = gate };
        var conversation = new Conversation(options, withJsonRpc: false);
        await conversation.SayAsync(Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","method":"hold"}""" + "\n" + Ping + "\n"));
        conversation.EndInput();
        (await new Deliveries(conversation.Handler).NowAsync()).Should().Be("hold end");
    }

    [Fact]
    public async Task An_input_that_breaks_has_ended_in_mid_frame()
    {
        var input = new Pipe();
        var handler = new ShimMessageHandler(
            input.Reader,
            new Pipe().Writer,
            Conversation.Formatter(),
            Conversation.Options(WireFraming.NewLine)
        );
        await input.Writer.CompleteAsync(new IOException("reset"));
        (await handler.ReadAsync(CancellationToken.None)).Should().BeNull();
        (await handler.Ended).Should().Be(EndOfInput.MidFrame);
    }

    [Fact]
    public async Task A_read_that_cannot_be_cancelled_does_not_keep_the_connection_open()
    {
        var input = new BlockingInput();
        var handler = ShimMessageHandler.Over(input, Stream.Null, Conversation.Formatter(), Conversation.Options(WireFraming.Header));
        var rpc = new JsonRpc(handler);
        rpc.StartListening();
        await input.Begun.Task.WaitAsync(ShimClient.Limit);
        rpc.Dispose();
        await rpc.Completion.WaitAsync(ShimClient.Limit);
        await handler.OutputCompletion.WaitAsync(ShimClient.Limit);
        handler.Ended.IsCanceled.Should().BeTrue();
    }

    [Theory]
    [InlineData("t")]
    [InlineData("[tr")]
    [InlineData("{\"a\":nul")]
    public async Task A_word_cut_between_two_buffers_is_a_broken_end(string line)
    {
        // The buffers are so small that the last bytes are in one, and the end is in the next.
        var input = PipeReader.Create(
            new MemoryStream(Encoding.UTF8.GetBytes(line)),
            new StreamPipeReaderOptions(bufferSize: 16, minimumReadSize: 16)
        );

        (await new LineFrameReader(input, maxFrameBytes: 256).ReadAsync()).Kind.Should().Be(FrameKind.BrokenEnd);
    }

    private static async Task Check(WireFraming framing, string input, EndOfInput expected, string[] answers)
    {
        var conversation = new Conversation(Conversation.Options(framing));
        await conversation.SayAsync(Encoding.UTF8.GetBytes(input.Replace("~", Ping, StringComparison.Ordinal)));
        conversation.EndInput();
        (await conversation.Handler.Ended.WaitAsync(ShimClient.Limit)).Should().Be(expected);
        await conversation.Rpc!.Completion.WaitAsync(ShimClient.Limit);
        (await conversation.HearAllAsync()).Should().Equal(answers);
    }

    /// <summary>As a console's input is: once begun, a read ends only with input.</summary>
    private sealed class BlockingInput : MemoryStream
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Begun.TrySetResult();
            return new(new TaskCompletionSource<int>().Task);
        }
    }
}
