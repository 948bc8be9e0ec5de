using System.Text;
using System.Text.Json;
using CsCheck;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>One thing that a reply says: text, or a call to a tool.</summary>
/// <param name="Text">The pieces of the text, or of the call's arguments.</param>
/// <param name="Tool">The tool; null for text.</param>
internal sealed record Said(string[] Text, string? Tool);

/// <summary>A grammar of replies, written in all wire shapes, streamed and whole, with what real servers put in between.</summary>
internal static class ReplyGrammar
{
    private static readonly string[] Pieces = ["Hello", " wor", "ld.", "é", "🙂", "\n\n", "data: [DONE]", "\"", "\\", "{\"error\":1}"];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);

    private static readonly Gen<Said> One = Gen.Select(
        Piece.Array[1, 4],
        Gen.Int[0, 3],
        (pieces, kind) =>
            new Said(
                pieces,
                kind switch
                {
                    0 => "read",
                    1 => "list",
                    _ => null,
                }
            )
    );

    /// <summary>What a reply says: a text at first, then calls or more text.</summary>
    public static Gen<Said[]> Replies { get; } =
        Gen.Select(Piece.Array[1, 3], One.Array[0, 3], (first, rest) => (Said[])[new(first, null), .. rest]);

    /// <summary>Writes a reply as a body.</summary>
    public static string Write(ModelWire wire, bool streams, Said[] reply, bool signs) =>
        (wire, streams) switch
        {
            (ModelWire.Responses, _) => ResponsesGrammar.Write(streams, reply, signs),
            (ModelWire.Messages, true) => Messages(reply, signs),
            (ModelWire.Messages, false) => JsonSerializer.Serialize(
                new
                {
                    type = "message",
                    content = reply.Select(Block),
                    stop_reason = "end_turn",
                    usage = new { input_tokens = 3, output_tokens = 4 },
                }
            ),
            (_, true) => Completions(reply, signs),
            _ => JsonSerializer.Serialize(
                new
                {
                    choices = new[] { new { message = Message(reply), finish_reason = "stop" } },
                    usage = new { prompt_tokens = 3, completion_tokens = 4 },
                }
            ),
        };

    private static string Completions(Said[] reply, bool signs)
    {
        var body = new StringBuilder();
        void Chunk(object delta, string? reason = null) =>
            body.Append(signs ? ": ping\n\ndata:\n\n" : "")
                .Append(
                    $"data: {JsonSerializer.Serialize(new { choices = new[] { new { index = 0, delta, finish_reason = reason } } })}\n\n"
                );

        Chunk(new { role = "assistant", content = "" });
        var calls = 0;
        foreach (var said in reply)
        {
            if (said.Tool is null)
            {
                Array.ForEach(said.Text, piece => Chunk(new { content = piece }));
                continue;
            }

            var index = calls++;
            Chunk(
                new
                {
                    tool_calls = new[]
                    {
                        new
                        {
                            index,
                            id = $"c{index}",
                            function = new { name = said.Tool, arguments = "" },
                        },
                    },
                }
            );
            Array.ForEach(said.Text, piece => Chunk(new { tool_calls = new[] { new { index, function = new { arguments = piece } } } }));
        }

        Chunk(new { }, "stop");
        body.Append("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\ndata: [DONE]\n\n");
        return body.ToString();
    }

    private static object Message(Said[] reply) =>
        new
        {
            role = "assistant",
            content = string.Concat(reply.Where(said => said.Tool is null).SelectMany(said => said.Text)),
            tool_calls = reply
                .Where(said => said.Tool is not null)
                .Select(
                    (said, i) =>
                        new
                        {
                            id = $"c{i}",
                            type = "function",
                            function = new { name = said.Tool, arguments = string.Concat(said.Text) },
                        }
                ),
        };

    private static string Messages(Said[] reply, bool signs)
    {
        var body = new StringBuilder();
        void Event(string type, object data) =>
            body.Append(signs ? "event: ping\ndata: {\"type\":\"ping\"}\n\n" : "")
                .Append($"event: {type}\ndata: {JsonSerializer.Serialize(data)}\n\n");

        Event("message_start", new { type = "message_start", message = new { usage = new { input_tokens = 3, output_tokens = 1 } } });
        var calls = 0;
        for (var index = 0; index < reply.Length; index++)
        {
            var said = reply[index];
            object block = said.Tool is null
                ? new { type = "text", text = "" }
                : new
                {
                    type = "tool_use",
                    id = $"c{calls++}",
                    name = said.Tool,
                    input = new { },
                };
            Event(
                "content_block_start",
                new
                {
                    type = "content_block_start",
                    index,
                    content_block = block,
                }
            );
            foreach (var piece in said.Text)
            {
                object delta = said.Tool is null
                    ? new { type = "text_delta", text = piece }
                    : new { type = "input_json_delta", partial_json = piece };
                Event(
                    "content_block_delta",
                    new
                    {
                        type = "content_block_delta",
                        index,
                        delta,
                    }
                );
            }

            Event("content_block_stop", new { type = "content_block_stop", index });
        }

        Event(
            "message_delta",
            new
            {
                type = "message_delta",
                delta = new { stop_reason = "end_turn" },
                usage = new { output_tokens = 4 },
            }
        );
        Event("message_stop", new { type = "message_stop" });
        return body.ToString();
    }

    private static object Block(Said said, int i) =>
        said.Tool is null
            ? new { type = "text", text = string.Concat(said.Text) }
            : new
            {
                type = "tool_use",
                id = $"c{i}",
                name = said.Tool,
                input = (object)string.Concat(said.Text),
            };
}
