using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Mock;

namespace ShimLsp.ScriptedUpstream;

/// <summary>
/// Answers of a tool loop. A request that brings as many tool results as there are steps before it gets that step's answer. A step may have
/// several answers: the next one for each time that a client asks again. A request that offers no tools is housekeeping, such as the title
/// of a conversation.
/// </summary>
/// <param name="steps">The steps, each with its answers in order; the last of each repeats.</param>
/// <param name="housekeeping">What a request without tools gets.</param>
internal sealed class ToolLoopScript(ImmutableArray<ImmutableArray<Answer>> steps, Answer housekeeping)
{
    private readonly Lock counting = new();
    private readonly int[] asked = new int[steps.Length];

    /// <summary>Reads one: <c>{"steps":[[ANSWER, ...], ...]}</c>.</summary>
    /// <param name="line">The JSON.</param>
    public static ToolLoopScript Parse(string line) =>
        new(
            [
                .. JsonElement
                    .Parse(line)
                    .GetProperty("steps")
                    .EnumerateArray()
                    .Select(step => step.EnumerateArray().Select(Read).ToImmutableArray()),
            ],
            Answer.Says("A title")
        );

    /// <summary>The answer to a request.</summary>
    /// <param name="request">The request.</param>
    public Answer Next(ReceivedRequest request)
    {
        if (!ToolResults.AreOffered(request.Json))
        {
            return housekeeping;
        }

        var step = Math.Min(ToolResults.CountIn(request.Json), steps.Length - 1);
        lock (counting)
        {
            return WithCustomCalls(steps[step][Math.Min(asked[step]++, steps[step].Length - 1)], request.Json);
        }
    }

    // A model calls a custom tool with plain text. In a script every call has an object, as in the shapes that have no such tools.
    private static Answer WithCustomCalls(Answer answer, JsonElement request)
    {
        var custom = ToolResults.CustomToolsOf(request);
        return answer with
        {
            ToolCalls =
            [
                .. answer.ToolCalls.Select(call =>
                    custom.Contains(call.Name)
                        ? call with
                        {
                            IsCustom = true,
                            Arguments = [JsonElement.Parse(call.Arguments[0]).GetProperty("input").GetString()!],
                        }
                        : call
                ),
            ],
        };
    }

    private static Answer Read(JsonElement written)
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
