using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>Reads chat completions.</summary>
internal static class HeardChat
{
    public static Heard Whole(JsonElement reply)
    {
        var message = reply.At("choices.0.message");
        reply.Text("object").Should().Be("chat.completion");
        return new()
        {
            Model = reply.Text("model"),
            Text = message.Text("content") ?? "",
            Thoughts = message.Text("reasoning_content") ?? "",
            Calls = message.TryGetProperty("tool_calls", out var calls) ? [.. calls.EnumerateArray().Select(Call)] : [],
            Stop = reply.Text("choices.0.finish_reason"),
            Usage = UsageOf(reply),
        };
    }

    public static Heard Stream(IReadOnlyList<(string? Name, string Data)> events)
    {
        var heard = new Heard();
        var isDone = false;
        var calls = new SortedDictionary<long, (string? Id, string? Name, string Arguments, bool IsCustom)>();
        foreach (var (_, data) in events)
        {
            isDone.Should().BeFalse("nothing follows the end");
            if (data == "[DONE]")
            {
                isDone = true;
                continue;
            }

            var chunk = JsonElement.Parse(data);
            if (chunk.TryGetProperty("error", out var error))
            {
                heard = heard with { Error = error.Text("code") };
                continue;
            }

            chunk.Text("object").Should().Be("chat.completion.chunk");
            heard = heard with { Model = chunk.Text("model") };
            if (chunk.At("choices").GetArrayLength() == 0)
            {
                heard = heard with { Usage = UsageOf(chunk) };
                continue;
            }

            var delta = chunk.At("choices.0.delta");
            heard.Stop.Should().BeNull("nothing follows the finish_reason");
            heard = heard with
            {
                Text = heard.Text + delta.Text("content"),
                Thoughts = heard.Thoughts + delta.Text("reasoning_content"),
                Stop = chunk.Text("choices.0.finish_reason"),
                SignsOfLife =
                    heard.SignsOfLife + (delta.EnumerateObject().Any() || chunk.Text("choices.0.finish_reason") is not null ? 0 : 1),
            };
            if (delta.TryGetProperty("tool_calls", out var pieces))
            {
                var piece = pieces[0];
                var known = calls.GetValueOrDefault(piece.Number("index"), (null, null, "", false));
                var isCustom = piece.TryGetProperty("custom", out var inner);
                inner = isCustom ? inner : piece.GetProperty("function");
                calls[piece.Number("index")] = (
                    known.Id ?? piece.Text("id"),
                    known.Name ?? inner.Text("name"),
                    known.Arguments + (inner.Text("arguments") ?? inner.Text("input")),
                    known.IsCustom || isCustom
                );
            }
        }

        return heard with
        {
            Calls = [.. calls.Values.Select(call => Heard.Call(call.Id!, call.Name!, call.Arguments, call.IsCustom))],
        };
    }

    private static string Call(JsonElement call) =>
        call.Text("type") == "custom"
            ? Heard.Call(call.Text("id")!, call.Text("custom.name")!, call.Text("custom.input")!, isCustom: true)
            : Heard.Call(call.Text("id")!, call.Text("function.name")!, call.Text("function.arguments")!);

    private static (long, long, long) UsageOf(JsonElement holder) =>
        (
            holder.Number("usage.prompt_tokens"),
            holder.Number("usage.prompt_tokens_details.cached_tokens"),
            holder.Number("usage.completion_tokens")
        );
}
