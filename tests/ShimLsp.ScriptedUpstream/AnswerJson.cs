using System.Text.Json;
using ShimLsp.Mock;

namespace ShimLsp.ScriptedUpstream;

/// <summary>
/// Answers as scripts write them: <c>{"says":[PIECE, ...], "calls":[[ID, NAME, ARGUMENTS], ...], "takes":[INPUT, OUTPUT], "cutAfter":N}</c>
/// or <c>{"fails":STATUS, "message":TEXT, "retryAfter":TEXT}</c>.
/// </summary>
internal static class AnswerJson
{
    /// <summary>Reads one.</summary>
    /// <param name="written">The JSON.</param>
    public static Answer Read(JsonElement written)
    {
        var answer =
            written.TryGetProperty("fails", out var status) ? Answer.Fails(status.GetInt32(), Text(written, "message"))
            : written.TryGetProperty("says", out var pieces) ? Answer.Says([.. pieces.EnumerateArray().Select(piece => piece.GetString()!)])
            : Answer.Says();
        if (Text(written, "retryAfter") is { } after)
        {
            answer = answer.RetryAfter(after);
        }

        if (written.TryGetProperty("cutAfter", out var count))
        {
            answer = answer.DropsAfter(count.GetInt32());
        }

        if (written.TryGetProperty("takes", out var tokens))
        {
            answer = answer.Takes(tokens[0].GetInt32(), tokens[1].GetInt32());
        }

        if (written.TryGetProperty("calls", out var calls))
        {
            foreach (var call in calls.EnumerateArray())
            {
                answer = answer.Calls(call[0].GetString()!, call[1].GetString()!, call[2].GetRawText());
            }
        }

        return answer;
    }

    private static string? Text(JsonElement written, string name) => written.TryGetProperty(name, out var text) ? text.GetString() : null;
}
