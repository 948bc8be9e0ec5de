using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ShimLsp.Server.Rpc.Framing;
using ShimLsp.Server.Tests.Conformance;
using ShimLsp.Server.Tests.Support;
using StreamJsonRpc;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Rpc;

/// <summary>A client that can say anything, bytes and all, to a toy server behind the real handler.</summary>
internal sealed class Conversation
{
    private readonly Pipe toServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe fromServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly WireFraming framing;

    public Conversation(ShimMessageHandlerOptions options, bool withJsonRpc = true)
    {
        framing = options.Framing;
        Handler = new ShimMessageHandler(toServer.Reader, fromServer.Writer, Formatter(), options);
        if (withJsonRpc)
        {
            Rpc = new ToyRpc(Handler);
            Rpc.AddLocalRpcTarget(Target);
            Target.Attach(Rpc);
            Rpc.StartListening();
        }
    }

    public ShimMessageHandler Handler { get; }

    public JsonRpc? Rpc { get; }

    public ToyTarget Target { get; } = new();

    public static SystemTextJsonFormatter Formatter() => new SystemTextJsonFormatter { JsonSerializerOptions = ToyJson.Default.Options };

    public static ShimMessageHandlerOptions Options(WireFraming framing) => new() { Framing = framing, DrainAtCleanEnd = true };

    /// <summary>Puts a message into a frame.</summary>
    public static byte[] Frame(WireFraming framing, string json) =>
        framing == WireFraming.Header
            ? Encoding.UTF8.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}")
            : Encoding.UTF8.GetBytes(json + "\n");

    /// <summary>Says all of <paramref name="input"/>, ends the input, and returns the summary of each answer.</summary>
    public static async Task<string[]> SayAllAsync(ShimMessageHandlerOptions options, params byte[][] input)
    {
        var conversation = new Conversation(options);
        foreach (byte[] chunk in input)
        {
            await conversation.SayAsync(chunk);
        }

        conversation.EndInput();
        await conversation.Rpc!.Completion.WaitAsync(ShimClient.Limit);
        return await conversation.HearAllAsync();
    }

    public Task SayAsync(string json) => SayAsync(Frame(framing, json));

    public async Task SayAsync(ReadOnlyMemory<byte> bytes) => await toServer.Writer.WriteAsync(bytes);

    public void EndInput() => toServer.Writer.Complete();

    /// <summary>Waits for one answer and sums it up.</summary>
    public async Task<string> HearAsync()
    {
        using var limit = new CancellationTokenSource(ShimClient.Limit);
        while (true)
        {
            ReadResult result = await fromServer.Reader.ReadAsync(limit.Token);
            if (TryCut(result.Buffer, out ReadOnlySequence<byte> body))
            {
                string summary = Summarise(body.ToArray());
                SequencePosition end = result.Buffer.GetPosition(framing == WireFraming.NewLine ? 1 : 0, body.End);
                fromServer.Reader.AdvanceTo(end);
                return summary;
            }

            fromServer.Reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            result.IsCompleted.Should().BeFalse("the server was expected to say something more");
        }
    }

    /// <summary>Sums up everything until the output ends.</summary>
    public async Task<string[]> HearAllAsync()
    {
        await Handler.OutputCompletion.WaitAsync(ShimClient.Limit);
        List<string> summaries = [];
        ReadOnlySequence<byte> rest = (await fromServer.Reader.ReadAsync()).Buffer;
        while (TryCut(rest, out ReadOnlySequence<byte> body))
        {
            summaries.Add(Summarise(body.ToArray()));
            rest = rest.Slice(rest.GetPosition(framing == WireFraming.NewLine ? 1 : 0, body.End));
        }

        rest.IsEmpty.Should().BeTrue("frames are all that may be written");
        return [.. summaries];
    }

    /// <summary><c>id=result</c>, <c>id!code</c>, or the method of what the server asks.</summary>
    private static string Summarise(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        MessageRules.EnvelopeFaultOf(root).Should().BeNull("this is JSON-RPC: {0}", root);
        if (root.TryGetProperty("method", out var method))
        {
            return method.GetString()!;
        }

        string id = root.GetProperty("id").GetRawText();
        return root.TryGetProperty("error", out var error)
            ? $"{id}!{error.GetProperty("code").GetInt32()}"
            : $"{id}={root.GetProperty("result")}";
    }

    private bool TryCut(ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> body)
    {
        byte[] bytes = buffer.ToArray();
        if (framing == WireFraming.NewLine)
        {
            int lineEnd = bytes.AsSpan().IndexOf((byte)'\n');
            body = lineEnd < 0 ? default : buffer.Slice(0, lineEnd);
            return lineEnd >= 0;
        }

        int headersEnd = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        body = default;
        if (headersEnd < 0)
        {
            return false;
        }

        string header = Encoding.ASCII.GetString(bytes, 0, headersEnd);
        header.Should().MatchRegex("^Content-Length: [0-9]+$");
        int length = int.Parse(header["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
        if (bytes.Length < headersEnd + 4 + length)
        {
            return false;
        }

        body = buffer.Slice(headersEnd + 4, length);
        return true;
    }

    /// <summary>The platform's own errors, with ids of text, as all our servers have them.</summary>
    private sealed class ToyRpc(IJsonRpcMessageHandler handler) : JsonRpc(handler)
    {
        private int last;

        protected override RequestId CreateNewRequestId() => new($"toy-{++last}");
    }
}
