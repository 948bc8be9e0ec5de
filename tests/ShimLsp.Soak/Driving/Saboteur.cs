using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShimLsp.Soak.Driving;

/// <summary>How the checker's feed is falsified, to see that it notices.</summary>
internal enum Sabotage
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>An answer is lost.</summary>
    Drop,

    /// <summary>An answer comes twice.</summary>
    Repeat,

    /// <summary>A decision is that of a generation before.</summary>
    Stale,

    /// <summary>A decision names another of its candidates.</summary>
    Other,
}

/// <summary>Stands between the server and the checker. Without an order to do harm it lets everything pass.</summary>
/// <param name="kind">What to do.</param>
internal sealed class Saboteur(Sabotage kind)
{
    private const int First = 1_000; // when there are generations behind

    private int decisions;

    /// <summary>The messages that the checker sees in place of this one.</summary>
    public IEnumerable<JsonElement> Pass(JsonElement message)
    {
        if (
            kind == Sabotage.None
            || !message.TryGetProperty("result", out var result)
            || result.ValueKind != JsonValueKind.Object
            || !result.TryGetProperty("decisionId", out _)
            || Interlocked.Increment(ref decisions) != First
        )
        {
            return [message];
        }

        return kind switch
        {
            Sabotage.Drop => [],
            Sabotage.Repeat => [message, message],
            Sabotage.Stale => [Changed(message, decision => decision["generation"] = decision["generation"]!.GetValue<long>() - 1)],
            _ => [Changed(message, decision => decision["slug"] = "nobody")],
        };
    }

    private static JsonElement Changed(JsonElement message, Action<JsonNode> change)
    {
        var node = JsonNode.Parse(message.GetRawText())!;
        change(node["result"]!);
        return JsonElement.Parse(node.ToJsonString());
    }
}
