using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CsCheck;
using ShimLsp.Server.Rpc.Framing;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Rpc;

public sealed class FramingPropertyTests
{
    private const int MaxFrameBytes = 256;

    private static readonly string[] Messages =
    [
        """{"jsonrpc":"2.0","id":1,"method":"ping"}""",
        """{"jsonrpc":"2.0","id":"zwölf","method":"echo","params":{"text":"ö😀"}}""",
        """{"jsonrpc":"2.0","id":2,"method":"ping","params":null}""",
        """[{"jsonrpc":"2.0"}]""",
        """{"jsonrpc":"2.0","id":3""",
        """{"jsonrpc":"2.0","id":4}""",
        """{"jsonrpc":"2.0","id":9,"result":1}""",
        new string(' ', 2 * MaxFrameBytes) + "1",
        """{"jsonrpc":"2.0","id":5,"method":"echo","params":{"text":"Content-Length: 3"}}""",
    ];

    /// <summary>Pieces of which a hostile stream may be made.</summary>
    private static readonly Gen<byte[]> Garbage = Gen.OneOf(
            Gen.OneOf(
                    "Content-Length: ",
                    "content-length:",
                    "\r\n",
                    "\n",
                    "\r\n\r\n",
                    ":",
                    "{",
                    "}",
                    "[",
                    "\"",
                    "40",
                    "-1",
                    "300",
                    "99999999999",
                    "\uFEFF",
                    "null",
                    """{"jsonrpc":"2.0","id":1,"method":"ping"}""",
                    "Content-Type: x"
                )
                .Select(Encoding.UTF8.GetBytes),
            Gen.Byte.Array[0, 20]
        )
        .Array[0, 40]
        .Select(pieces => pieces.SelectMany(piece => piece).ToArray());

    [Theory]
    [InlineData(WireFraming.Header)]
    [InlineData(WireFraming.NewLine)]
    internal async Task How_the_input_is_cut_changes_nothing(WireFraming framing)
    {
        byte[] valid = [.. "\uFEFF"u8, .. Messages.SelectMany(message => Conversation.Frame(framing, message))];
        await Gen.Select(Garbage, Gen.OneOf(valid, """{"last":1}"""u8.ToArray(), []), Gen.Int[1, 60].Array[1, 100])
            .SampleAsync(
                async (garbage, last, sizes) =>
                {
                    byte[] input = [.. valid, .. garbage, .. last];
                    List<string> whole = await FramesAsync(framing, input);
                    (await FramesAsync(framing, Cut(input, sizes))).Should().Equal(whole);
                },
                iter: 1000,
                threads: 1
            );
    }

    [Fact]
    public Task No_garbage_line_keeps_the_next_from_being_answered() =>
        Garbage.SampleAsync(
            async garbage =>
            {
                byte[] probe = Conversation.Frame(WireFraming.NewLine, Probe(0));
                (await SayAsync(WireFraming.NewLine, garbage, "\n"u8.ToArray(), probe)).Should().Contain("\"probe0\"=pong");
            },
            iter: 500,
            threads: 1
        );

    [Fact]
    public Task No_garbage_keeps_a_later_frame_from_being_answered() =>
        Garbage.SampleAsync(
            async garbage =>
            {
                // It may end in headers that swallow a body; what comes after the longest such body must be answered.
                const int probes = 10;
                byte[] input =
                [
                    .. garbage,
                    .. Enumerable.Range(0, probes).SelectMany(n => Conversation.Frame(WireFraming.Header, Probe(n))),
                ];
                (await SayAsync(WireFraming.Header, input)).Should().Contain($"\"probe{probes - 1}\"=pong");
            },
            iter: 500,
            threads: 1
        );

    [Theory]
    [InlineData(WireFraming.Header)]
    [InlineData(WireFraming.NewLine)]
    internal Task What_is_said_comes_back(WireFraming framing) =>
        Gen.Select(Gen.Bool, Gen.OneOf("\n", "\r\n", "\0", "ö", "😀", "\"", "\\", "Content-Length: 5\r\n\r\n", "x").Array[0, 12])
            .Array[1, 20]
            .SampleAsync(
                async calls =>
                {
                    string[] ids = [.. calls.Select((call, n) => call.Item1 ? $"{n}" : $"\"{n}\"")];
                    string[] texts = [.. calls.Select(call => string.Concat(call.Item2))];
                    IEnumerable<byte> input = ids.Zip(texts).SelectMany(call => Conversation.Frame(framing, Echo(call.First, call.Second)));
                    string[] heard = await Conversation.SayAllAsync(Conversation.Options(framing), [.. input]);
                    heard.Should().BeEquivalentTo(ids.Zip(texts, (id, text) => $"{id}={text}"));
                },
                iter: 100,
                threads: 1
            );

    private static string Probe(int n) => $$"""{"jsonrpc":"2.0","id":"probe{{n}}","method":"ping"}""";

    private static string Echo(string id, string text) =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"echo","params":{"text":"{{{JsonEncodedText.Encode(text)}}}"}}""";

    private static Task<string[]> SayAsync(WireFraming framing, params byte[][] input) =>
        Conversation.SayAllAsync(Conversation.Options(framing) with { MaxFrameBytes = MaxFrameBytes }, input);

    /// <summary>All frames that a reader finds, given one chunk at a time.</summary>
    private static async Task<List<string>> FramesAsync(WireFraming framing, params byte[][] chunks)
    {
        var input = PipeReader.Create(new ChunkedInput(chunks));
        FrameReader reader =
            framing == WireFraming.Header ? new HeaderFrameReader(input, MaxFrameBytes) : new LineFrameReader(input, MaxFrameBytes);
        List<string> found = [];
        Frame frame;
        do
        {
            frame = await reader.ReadAsync();
            found.Add($"{frame.Kind} {frame.Complaint}{Convert.ToHexString(frame.Body.Span)}");
            reader.Release();
        } while (frame.Kind is FrameKind.Message or FrameKind.Fault);

        return found;
    }

    private static byte[][] Cut(byte[] input, int[] sizes)
    {
        List<byte[]> chunks = [];
        for (int at = 0, n = 0; at < input.Length; at += chunks[^1].Length, n++)
        {
            chunks.Add(input[at..Math.Min(input.Length, at + sizes[n % sizes.Length])]);
        }

        return [.. chunks];
    }

    private sealed class ChunkedInput(byte[][] chunks) : MemoryStream
    {
        private int next;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (next == chunks.Length)
            {
                return new(0);
            }

            byte[] chunk = chunks[next];
            int length = Math.Min(chunk.Length, buffer.Length);
            chunk.AsSpan(0, length).CopyTo(buffer.Span);
            chunks[next] = chunk[length..];
            next += chunks[next].Length == 0 ? 1 : 0;
            return new(length);
        }
    }
}
