using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>Reads replies of the Messages shape.</summary>
internal static class HeardMessages
{
    public static Heard Whole(JsonElement reply)
    {
        reply.Text("type").Should().Be("message");
        reply.Text("id").Should().StartWith("msg_");
        var blocks = reply.At("content").EnumerateArray().ToList();
        return Blocks(blocks) with
        {
            Model = reply.Text("model"),
            Stop = StopOf(reply.Text("stop_reason")),
            Usage = UsageOf(reply, default),
        };
    }

    public static Heard Stream(IReadOnlyList<(string? Name, string Data)> events)
    {
        var heard = new Heard();
        List<Dictionary<string, string>> blocks = [];
        var open = -1;
        foreach (var (name, data) in events)
        {
            var told = JsonElement.Parse(data);
            name.Should().Be(told.Text("type"), "Claude Code goes by the name");
            switch (name)
            {
                case "message_start":
                    told.Text("message.id").Should().StartWith("msg_");
                    told.Number("message.usage.input_tokens").Should().BePositive("0 hides the context bar");
                    heard = heard with { Model = told.Text("message.model"), Usage = UsageOf(told.At("message"), default) };
                    break;
                case "ping":
                    heard = heard with { SignsOfLife = heard.SignsOfLife + 1 };
                    break;
                case "content_block_start":
                    open.Should().Be(-1, "one block is open at a time");
                    told.Number("index").Should().Be(blocks.Count);
                    open = blocks.Count;
                    blocks.Add(
                        told.At("content_block")
                            .EnumerateObject()
                            .Where(field => field.Value.ValueKind is JsonValueKind.String)
                            .ToDictionary(field => field.Name, field => field.Value.GetString()!)
                    );
                    break;
                case "content_block_delta":
                    told.Number("index").Should().Be(open);
                    Add(blocks[open], told.At("delta"));
                    break;
                case "content_block_stop":
                    told.Number("index").Should().Be(open);
                    open = -1;
                    break;
                case "message_delta":
                    open.Should().Be(-1);
                    heard = heard with { Stop = StopOf(told.Text("delta.stop_reason")), Usage = UsageOf(told, heard.Usage) };
                    break;
                case "error":
                    return heard with { Error = told.Text("error.type") };
            }
        }

        events[^1].Name.Should().Be("message_stop");
        var read = Blocks([.. blocks.Select(block => JsonSerializer.SerializeToElement(block))]);
        return read with { Model = heard.Model, Stop = heard.Stop, Usage = heard.Usage, SignsOfLife = heard.SignsOfLife };
    }

    private static void Add(Dictionary<string, string> block, JsonElement delta)
    {
        var (field, more) = delta.Text("type") switch
        {
            "text_delta" => ("text", "text"),
            "thinking_delta" => ("thinking", "thinking"),
            "signature_delta" => ("signature", "signature"),
            "input_json_delta" => ("input", "partial_json"),
            var other => throw new InvalidOperationException(other),
        };
        block[field] = block.GetValueOrDefault(field) + delta.Text(more);
    }

    private static Heard Blocks(IReadOnlyList<JsonElement> blocks) =>
        new()
        {
            Text = string.Concat(blocks.Where(block => block.Text("type") == "text").Select(block => block.Text("text"))),
            Thoughts = string.Concat(blocks.Where(block => block.Text("type") == "thinking").Select(block => block.Text("thinking"))),
            Calls =
            [
                .. blocks
                    .Where(block => block.Text("type") == "tool_use")
                    .Select(block =>
                        Heard.Call(block.Text("id")!, block.Text("name")!, block.Text("input") ?? block.At("input").GetRawText())
                    ),
            ],
            Turn = $"[{string.Join(',', blocks.Select(WithInput))}]",
        };

    /// <summary>A block as a client keeps it: the input that came in pieces is an object.</summary>
    private static string WithInput(JsonElement block) =>
        block.Text("input") is { } pieces
            ? block.GetRawText().Replace(Json.Quote(pieces), pieces, StringComparison.Ordinal)
            : block.GetRawText();

    private static string? StopOf(string? word) =>
        word switch
        {
            "end_turn" => "stop",
            "max_tokens" => "length",
            "tool_use" => "tool_calls",
            "refusal" => "content_filter",
            _ => word,
        };

    /// <summary>The end of a stream may tell the output alone.</summary>
    private static (long, long, long) UsageOf(JsonElement holder, (long Input, long Cached, long) before)
    {
        var told = holder.At("usage");
        var cached = told.TryGetProperty("cache_read_input_tokens", out var read) ? read.GetInt64() : before.Cached;
        return (
            told.TryGetProperty("input_tokens", out var input) ? input.GetInt64() + cached : before.Input,
            cached,
            told.Number("output_tokens")
        );
    }
}
