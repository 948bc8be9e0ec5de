using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>Reads responses.</summary>
internal static class HeardResponses
{
    public static Heard Whole(JsonElement response)
    {
        response.Text("id").Should().StartWith("resp_");
        response.Text("object").Should().Be("response");
        var items = response.At("output").EnumerateArray().ToList();
        items.ForEach(IsOfItsKind);
        var calls = items.Where(item => item.Text("call_id") is not null).Select(Call).ToList();
        return new()
        {
            Model = response.Text("model"),
            Text = string.Concat(items.Where(item => item.Text("type") == "message").Select(item => item.Text("content.0.text"))),
            Thoughts = string.Concat(items.Where(item => item.Text("type") == "reasoning").Select(item => item.Text("summary.0.text"))),
            Calls = calls,
            Stop = response.Text("incomplete_details.reason") switch
            {
                "max_output_tokens" => "length",
                { } other => other,
                null => calls.Count > 0 ? "tool_calls" : "stop",
            },
            Usage =
                response.At("usage").ValueKind is JsonValueKind.Object
                    ? (
                        response.Number("usage.input_tokens"),
                        response.Number("usage.input_tokens_details.cached_tokens"),
                        response.Number("usage.output_tokens")
                    )
                    : default,
            Turn = response.At("output").ValueKind is JsonValueKind.Array ? response.At("output").GetRawText() : null,
        };
    }

    public static Heard Stream(IReadOnlyList<(string? Name, string Data)> events)
    {
        var signs = 0;
        var sequence = 0;
        var added = new Dictionary<long, JsonElement>();
        var done = new SortedDictionary<long, JsonElement>();
        var deltas = new Dictionary<string, string>();
        JsonElement last = default;
        foreach (var (name, data) in events)
        {
            var told = JsonElement.Parse(data);
            name.Should().Be(told.Text("type"));
            told.Number("sequence_number").Should().Be(sequence++);
            switch (name)
            {
                case "response.in_progress":
                    signs++;
                    break;
                case "response.output_item.added":
                    added.Add(told.Number("output_index"), told.At("item"));
                    break;
                case "response.output_item.done":
                    added.Should().ContainKey(told.Number("output_index"));
                    done.Add(told.Number("output_index"), told.At("item"));
                    break;
                case "response.completed" or "response.incomplete" or "response.failed":
                    last = told.At("response");
                    break;
                case { } delta when delta.EndsWith(".delta", StringComparison.Ordinal):
                    var id = told.Text("item_id")!;
                    added.Values.Select(item => item.Text("id")).Should().Contain(id);
                    deltas[id] = deltas.GetValueOrDefault(id) + told.Text("delta");
                    break;
            }
        }

        last.ValueKind.Should().Be(JsonValueKind.Object, "the last event ends the response");
        if (last.Text("status") == "failed")
        {
            return new() { Error = last.Text("error.code") };
        }

        done.Keys.Should().Equal(added.Keys.Order());
        last.At("output").EnumerateArray().Select(item => item.GetRawText()).Should().Equal(done.Values.Select(item => item.GetRawText()));
        foreach (var item in done.Values)
        {
            var whole = item.Text("content.0.text") ?? item.Text("summary.0.text") ?? item.Text("arguments") ?? item.Text("input") ?? "";
            deltas.GetValueOrDefault(item.Text("id")!, "").Should().Be(whole);
        }

        return Whole(last) with
        {
            SignsOfLife = signs - 1,
        }; // one belongs to the beginning
    }

    private static string Call(JsonElement item) =>
        Heard.Call(
            item.Text("call_id")!,
            item.Text("name")!,
            item.Text("arguments") ?? item.Text("input")!,
            item.Text("type") == "custom_tool_call",
            item.Text("namespace")
        );

    private static void IsOfItsKind(JsonElement item) =>
        item.Text("id")
            .Should()
            .StartWith(
                item.Text("type") switch
                {
                    "message" => "msg_",
                    "reasoning" => "rs_",
                    "custom_tool_call" => "ctc_",
                    _ => "fc_",
                }
            );
}
