using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Json;
using ShimLsp.Server.Rpc.Framing;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Fuzz.Targets;

/// <summary>
/// A connection's bytes, from the first to the end. An input's first byte selects the framing (up to <c>H</c>: headers; above: lines), its
/// second how the rest is cut.
/// </summary>
internal sealed class FramingTarget : IFuzzTarget
{
    private const int MaxFrameBytes = 256;
    private const int Probes = 10;

    /// <summary>Longer streams are not read byte by byte, which would take most of a run's time.</summary>
    private const int BytewiseBytes = 160;

    /// <inheritdoc/>
    public string Name => "framing";

    /// <inheritdoc/>
    public int Share => 12;

    /// <inheritdoc/>
    public Grammar Grammar { get; } =
        RpcGrammar.Create(
            "Content-Length: ",
            "content-length:",
            "Content-Length: 2\r\n\r\n{}",
            "Content-Length: 256\r\n\r\n",
            "Content-Length: 257\r\n\r\n",
            "Content-Length: 99999999999999999999\r\n\r\n",
            "Content-Type: x\r\n",
            "\r\n\r\n",
            "\n\n",
            ":"
        );

    /// <inheritdoc/>
    public byte[] Generate(Random random)
    {
        var framing = random.Next(2) == 0 ? WireFraming.Header : WireFraming.NewLine;
        var messages = Enumerable.Range(0, random.Next(5)).SelectMany(_ => Wire.Frame(framing, RpcGrammar.Message(Grammar, random)));
        return [framing == WireFraming.Header ? (byte)'H' : (byte)'L', (byte)random.Next(32, 127), .. messages];
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        var framing = input.IsEmpty || input[0] <= 'H' ? WireFraming.Header : WireFraming.NewLine;
        var cuts = new Random(input.Length < 2 ? 0 : input[1]);
        var stream = input.Length < 2 ? [] : input[2..].ToArray();

        var whole = Frames(framing, stream, Math.Max(1, stream.Length));
        int[] sizes = [.. Enumerable.Range(0, 32).Select(_ => cuts.Next(1, 1 << cuts.Next(1, 9)))];
        Must.EqualAll(whole, Frames(framing, stream, sizes), "how a stream is cut changes nothing");
        if (stream.Length < BytewiseBytes)
        {
            Must.EqualAll(whole, Frames(framing, stream, 1), "byte by byte a stream is the same");
        }

        CheckStrict(framing, stream, whole);
        CheckAnswers(framing, stream);
    }

    /// <summary>A stream that even the simplest peer can read is read as that peer reads it.</summary>
    private static void CheckStrict(WireFraming framing, byte[] stream, List<string> frames)
    {
        var isMarked = stream.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]); // a mark is no part of the first frame
        if (!isMarked && Wire.Bodies(framing, stream) is { } bodies && bodies.All(body => body.Length <= MaxFrameBytes))
        {
            var expected = bodies
                .Where(body => framing == WireFraming.Header || body.AsSpan().ContainsAnyExcept(" \t\r"u8)) // a blank line is no message
                .Select(body => $"{FrameKind.Message} {Convert.ToHexString(body)}");
            Must.EqualAll([.. expected, $"{FrameKind.CleanEnd} "], frames, "a stream of nothing but frames is read frame by frame");
        }
    }

    /// <summary>Each request that can be told is answered once, under its id, and what comes after the stream is answered too.</summary>
    private static void CheckAnswers(WireFraming framing, byte[] stream)
    {
        // Garbage may end in headers that swallow a body; what comes after the longest such body must be answered.
        var probes = framing == WireFraming.Header ? Probes : 1;
        byte[] input =
        [
            .. stream,
            .. framing == WireFraming.Header ? [] : "\n"u8,
            .. Enumerable.Range(0, probes).SelectMany(n => Wire.Frame(framing, $$"""{"jsonrpc":"2.0","id":"last{{n}}","method":"ping"}""")),
        ];
        var answered = TalkingPeer.Answers(framing, input, MaxFrameBytes);
        Must.Hold(answered.Contains($"\"last{probes - 1}\""), "the connection lives on");
        if (AnswersDue(framing, input) is not var (asked, least, most))
        {
            return;
        }

        Must.EqualAll(
            [.. asked.Order(StringComparer.Ordinal)],
            [.. answered.Where(id => id != "null").Order(StringComparer.Ordinal)],
            "each request is answered once"
        );
        var unnamed = answered.Count(id => id == "null");
        Must.Hold(unnamed >= least && unnamed <= most, "each fault is answered once", () => $"{unnamed}, not {least} to {most}");
    }

    /// <summary>The ids that must be answered, and how many answers have none; null if that cannot be known from outside.</summary>
    private static (List<string> Ids, int LeastUnnamed, int MostUnnamed)? AnswersDue(WireFraming framing, byte[] input)
    {
        var (ids, least, most) = (new List<string>(), 0, 0);
        foreach (var frame in Frames(framing, input, input.Length))
        {
            if (frame.StartsWith(nameof(FrameKind.Fault), StringComparison.Ordinal))
            {
                (least, most) = (least + 1, most + 1);
            }
            else if (frame.StartsWith(nameof(FrameKind.Message), StringComparison.Ordinal))
            {
                var message = EnvelopeOracle.Read(Convert.FromHexString(frame[(nameof(FrameKind.Message).Length + 1)..]));
                if (message.IsUnclear)
                {
                    return null;
                }

                if (message.IsAnswered && !message.Id.IsNull)
                {
                    ids.Add(TalkingPeer.Name(message.Id));
                }
                else if (message.IsAnswered)
                {
                    (least, most) = (least + 1, most + 1);
                }
                else if (message.Kind == MessageKind.Notification && !message.IsPlain)
                {
                    most++; // a member that nobody asked for may have a type that is refused
                }
            }
        }

        return (ids, least, most);
    }

    /// <summary>All frames that a reader finds, given one piece at a time.</summary>
    private static List<string> Frames(WireFraming framing, byte[] stream, params int[] sizes)
    {
        using var input = new ChunkedInput(stream, sizes);
        FrameReader reader =
            framing == WireFraming.Header
                ? new HeaderFrameReader(input.ToPipe(), MaxFrameBytes)
                : new LineFrameReader(input.ToPipe(), MaxFrameBytes);
        var found = new List<string>();
        Frame frame;
        do
        {
            frame = TalkingPeer.Now(reader.ReadAsync());
            Must.Hold(frame.Body.Length <= MaxFrameBytes, "no frame is longer than the limit");
            found.Add($"{frame.Kind} {frame.Complaint}{Convert.ToHexString(frame.Body.Span)}");
            reader.Release();
        } while (frame.Kind is FrameKind.Message or FrameKind.Fault);

        var bound = ChunkedInput.HeldFor(framing == WireFraming.Header ? MaxFrameBytes + HeaderFrameReader.MaxHeaderBytes : MaxFrameBytes);
        Must.Hold(
            input.MostHeld <= bound,
            "a reader holds no more than a frame and its headers",
            () => $"{input.MostHeld} bytes, not {bound}"
        );
        return found;
    }
}
