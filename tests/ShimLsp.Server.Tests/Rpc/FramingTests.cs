using System.IO.Pipelines;
using System.Text;
using ShimLsp.Server.Rpc.Framing;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Rpc;

/// <summary>Bytes in, answers out; then a request is answered as usual. <c>~</c> means a whole ping with id 1.</summary>
public sealed class FramingTests
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
    private const string Probe = """{"jsonrpc":"2.0","id":"probe","method":"ping"}""";

    [Theory]
    [InlineData("Content-Length: 40\r\n\r\n~")]
    [InlineData("content-length: 40\r\n\r\n~")]
    [InlineData("CONTENT-LENGTH:40\r\n\r\n~")]
    [InlineData("Content-Length : \t40 \r\n\r\n~")]
    [InlineData("Content-Length: 40\n\n~")]
    [InlineData("Content-Length: 40\r\n\n~")]
    [InlineData("Content-Length: 0040\r\n\r\n~")]
    [InlineData("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 40\r\n\r\n~")]
    [InlineData("Content-Length: 40\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n~")]
    [InlineData("Content-Length: 40\r\nContent-Length: 40\r\n\r\n~")]
    [InlineData("X-Empty:\r\nContent-Length: 40\r\n\r\n~")]
    [InlineData("\uFEFFContent-Length: 40\r\n\r\n~")]
    [InlineData("\r\n\n  \r\nContent-Length: 40\r\n\r\n~")]
    [InlineData("Content-Length: 40\r\n\r\n~\r\n")]
    [InlineData("Content-Length: 42\r\n\r\n~\r\n")]
    public Task Harmless_headers_are_accepted(string input) => CheckHeader(input, "1=pong");

    [Theory]
    [InlineData("Content-Length: \r\n\r\n~")]
    [InlineData("Content-Length: -40\r\n\r\n~")]
    [InlineData("Content-Length: +40\r\n\r\n~")]
    [InlineData("Content-Length: 4 0\r\n\r\n~")]
    [InlineData("Content-Length: forty\r\n\r\n~")]
    [InlineData("Content-Length: 40.0\r\n\r\n~")]
    [InlineData("Content-Length: 0x28\r\n\r\n~")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n~")]
    [InlineData("Content-Type: application/vscode-jsonrpc\r\n\r\n~")]
    [InlineData("Content-Length: 40\r\nContent-Length: 41\r\n\r\n~")]
    [InlineData("Content-Length 40\r\n\r\n~")]
    [InlineData("Content-Length: 40\r\nno header\r\n\r\n~")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n")]
    [InlineData("~\n~\n~\n")] // the other framing
    [InlineData("~")]
    public Task Broken_headers_are_one_error_and_passed_over(string input) => CheckHeader(input, "null!-32600");

    [Theory]
    [InlineData("Content-Length: 0\r\n\r\n", "null!-32700")]
    [InlineData("Content-Length: 39\r\n\r\n~", "null!-32700", "null!-32600")] // one byte too few: its last brace is garbage
    [InlineData("Content-Length: 1\r\n\r\n~", "null!-32700", "null!-32600")]
    [InlineData("nonsense\r\nContent-Length: 40\r\n\r\n~", "null!-32600", "1=pong")]
    [InlineData("{nonsense}Content-Length: 40\r\n\r\n~", "null!-32600", "1=pong")]
    [InlineData("nonsense\r\n\"Content-Length: 40\\r\\n\"Content-Length: \r\nContent-Length: 40\r\n\r\n~", "null!-32600", "1=pong")]
    [InlineData("Content-Length: 65537\r\n\r\n~", "null!-32600")] // over the limit, and never that long: the next frame is found
    [InlineData("Content-Length: 9223372036854775807\r\n\r\n~", "null!-32600")]
    public Task What_comes_behind_broken_headers_is_found_again(string input, params string[] answers) => CheckHeader(input, answers);

    [Fact]
    public Task Headers_have_a_bound() =>
        CheckHeader(
            "X-Long: " + new string('x', HeaderFrameReader.MaxHeaderBytes) + "\r\nContent-Length: 40\r\n\r\n~",
            "null!-32600",
            "1=pong"
        );

    [Fact]
    public Task Many_short_headers_have_the_same_bound() =>
        CheckHeader(string.Concat(Enumerable.Repeat("X: y\r\n", 2000)) + "Content-Length: 40\r\n\r\n~", "null!-32600", "1=pong");

    [Theory]
    [InlineData("~\n")]
    [InlineData("~\r\n")]
    [InlineData("\n\r\n \t \n~\n\n\n")]
    [InlineData("\uFEFF~\n")]
    [InlineData("  ~  \n")]
    public Task Harmless_lines_are_accepted(string input) => CheckLines(input, "1=pong");

    [Theory]
    [InlineData("{\n\"jsonrpc\":\"2.0\"\n", "null!-32700", "null!-32700")] // not one message a line
    [InlineData("Content-Length: 40\r\n\r\n~\n", "null!-32700", "1=pong")] // the other framing
    [InlineData("\0\n", "null!-32700")]
    [InlineData("~\n\uFEFF~\n", "1=pong", "null!-32700")] // a byte order mark is one at the start only
    public Task Broken_lines_are_answered_one_by_one(string input, params string[] answers) => CheckLines(input, answers);

    [Theory]
    [InlineData(65536, "1=pong")]
    [InlineData(65537, "null!-32600")]
    [InlineData(1_000_000, "null!-32600")]
    public async Task A_message_over_the_limit_is_passed_over(int bytes, string answer)
    {
        string message = Ping + new string(' ', bytes - Ping.Length);
        await CheckLines(message + "\n", answer);
        await CheckHeader($"Content-Length: {bytes}\r\n\r\n{message}", answer);
    }

    [Theory]
    [InlineData(WireFraming.Header)]
    [InlineData(WireFraming.NewLine)]
    internal async Task The_limit_is_64_MiB(WireFraming framing)
    {
        const int chunks = 65;
        byte[] chunk = new byte[1024 * 1024];
        Array.Fill(chunk, (byte)' ');
        byte[] start = framing == WireFraming.Header ? Encoding.ASCII.GetBytes($"Content-Length: {chunks * chunk.Length}\r\n\r\n") : [];
        byte[] end = [.. framing == WireFraming.Header ? ""u8 : "\n"u8, .. Conversation.Frame(framing, Probe)];

        string[] heard = await Conversation.SayAllAsync(Conversation.Options(framing), [start, .. Enumerable.Repeat(chunk, chunks), end]);

        heard.Should().Equal("null!-32600", "\"probe\"=pong");
    }

    [Theory]
    [InlineData(WireFraming.Header)]
    [InlineData(WireFraming.NewLine)]
    internal async Task What_is_passed_over_is_not_kept(WireFraming framing)
    {
        const int limit = 65536;
        byte[] input = Conversation.Frame(framing, new string(' ', 100 * limit));
        var watched = new WatchedReader(PipeReader.Create(new MemoryStream(input), new StreamPipeReaderOptions(bufferSize: 4096)));
        FrameReader reader = framing == WireFraming.Header ? new HeaderFrameReader(watched, limit) : new LineFrameReader(watched, limit);

        (await reader.ReadAsync()).Kind.Should().Be(FrameKind.Fault);
        reader.Release();
        (await reader.ReadAsync()).Kind.Should().Be(FrameKind.CleanEnd);
        watched.Longest.Should().BeLessThan(2 * limit);
    }

    private static Task CheckHeader(string input, params string[] answers) => Check(WireFraming.Header, input, answers);

    private static Task CheckLines(string input, params string[] answers) => Check(WireFraming.NewLine, input, answers);

    private static async Task Check(WireFraming framing, string input, string[] answers)
    {
        Ping.Should().HaveLength(40);
        byte[] bytes = Encoding.UTF8.GetBytes(input.Replace("~", Ping, StringComparison.Ordinal));
        string[] heard = await Conversation.SayAllAsync(
            Conversation.Options(framing) with
            {
                MaxFrameBytes = 65536,
            },
            bytes,
            Conversation.Frame(framing, Probe)
        );
        heard.Should().BeEquivalentTo([.. answers, "\"probe\"=pong"]);
    }

    /// <summary>Notes how much was ever kept unread.</summary>
    private sealed class WatchedReader(PipeReader inner) : PipeReader
    {
        public long Longest { get; private set; }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            ReadResult result = await inner.ReadAsync(cancellationToken);
            Longest = Math.Max(Longest, result.Buffer.Length);
            return result;
        }

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
