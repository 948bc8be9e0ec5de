using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Mock;

namespace ShimLsp.ScriptedUpstream;

/// <summary>
/// Answers of a tool loop. A request that brings as many tool results as there are steps before it gets that step's answer. A step may have
/// several answers: the next one for each time that a client asks again. A request that offers no tools is housekeeping, such as the title
/// of a conversation. A request that contains a phrase can have an answer of its own, whatever else it has.
/// </summary>
/// <param name="steps">The steps, each with its answers in order; the last of each repeats.</param>
/// <param name="phrases">The phrases, and their answers.</param>
internal sealed class ToolLoopScript(ImmutableArray<ImmutableArray<Answer>> steps, ImmutableArray<(string Phrase, Answer Answer)> phrases)
{
    private static readonly Answer Housekeeping = Answer.Says("A title");

    private readonly Lock counting = new();
    private readonly int[] asked = new int[steps.Length];

    /// <summary>Reads one: <c>{"steps":[[ANSWER, ...], ...], "phrases":{PHRASE:ANSWER, ...}}</c>.</summary>
    /// <param name="written">The JSON.</param>
    public static ToolLoopScript Read(JsonElement written) =>
        new(
            [
                .. written
                    .GetProperty("steps")
                    .EnumerateArray()
                    .Select(step => step.EnumerateArray().Select(AnswerJson.Read).ToImmutableArray()),
            ],
            written.TryGetProperty("phrases", out var phrases)
                ? [.. phrases.EnumerateObject().Select(phrase => (phrase.Name, AnswerJson.Read(phrase.Value)))]
                : []
        );

    /// <summary>The answer to a request.</summary>
    /// <param name="request">The request.</param>
    public Answer Next(ReceivedRequest request)
    {
        foreach (var (phrase, answer) in phrases)
        {
            if (request.Body.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return answer;
            }
        }

        if (!ToolResults.AreOffered(request.Json))
        {
            return Housekeeping;
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
}
