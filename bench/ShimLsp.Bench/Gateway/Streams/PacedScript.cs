using System.Text;

namespace ShimLsp.Bench.Gateway.Streams;

/// <summary>A streamed reply in the bytes of one format, each event as an HTTP chunk. Its pieces are the numbers from 0.</summary>
internal sealed class PacedScript
{
    private const string Head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

    private PacedScript(string[] before, Func<int, string> piece, string[] after)
    {
        Steps =
        [
            Encoding.UTF8.GetBytes(Head + Framed(before)),
            .. Enumerable.Range(0, PacedUpstream.Pieces).Select(number => Encoding.UTF8.GetBytes(Framed(piece(number)))),
            Encoding.UTF8.GetBytes(Framed(after) + "0\r\n\r\n"),
        ];
    }

    /// <summary>Chat completions.</summary>
    public static PacedScript Chat { get; } =
        new(
            [Chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null")],
            number => Chunk(FormattableString.Invariant($"{{\"content\":\"{number} \"}}"), "null"),
            [Chunk("{}", "\"stop\""), "data: [DONE]\n\n"]
        );

    /// <summary>Anthropic's Messages.</summary>
    public static PacedScript Messages { get; } =
        new(
            [
                Event(
                    "message_start",
                    "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"brief\",\"content\":[],"
                        + "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":500,\"output_tokens\":1}}"
                ),
                Event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
            ],
            number =>
                Event(
                    "content_block_delta",
                    FormattableString.Invariant($"\"index\":0,\"delta\":{{\"type\":\"text_delta\",\"text\":\"{number} \"}}")
                ),
            [
                Event("content_block_stop", "\"index\":0"),
                Event(
                    "message_delta",
                    "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":1000}"
                ),
                Event("message_stop"),
            ]
        );

    /// <summary>What is sent, one after another: the head with what comes before the pieces, each piece, the end.</summary>
    public byte[][] Steps { get; }

    private static string Chunk(string delta, string finish) =>
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"brief\",\"choices\":"
        + $"[{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{finish}}}]}}\n\n";

    private static string Event(string name, string fields = "") =>
        $"event: {name}\ndata: {{\"type\":\"{name}\"{(fields.Length > 0 ? "," : "")}{fields}}}\n\n";

    private static string Framed(params IEnumerable<string> events) =>
        string.Concat(events.Select(text => $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n"));
}
