using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ShimLsp.Core.Conversation;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// Rules on calls to tools: every provider wants each call to have a result right after the turn that makes it, and no result without a
/// call. An editor breaks that when a person interrupts a tool and writes on, or when it cuts an old history.
/// </summary>
internal static class CallRules
{
    /// <summary>A result, with the position of its turn, and its own among all results.</summary>
    private readonly record struct Placed(int Turn, int Order, Part.ToolResult Result);

    private const string Interrupted = "The call was interrupted, so it has no result.";

    /// <summary>Whether the rules have something to look at.</summary>
    /// <param name="turns">The turns.</param>
    public static bool Matter(ImmutableArray<Turn> turns) =>
        turns.Any(turn => turn.Parts.Any(part => part is Part.ToolCall or Part.ToolResult));

    /// <summary>
    /// The turns with a result for each call, right behind the turn that makes it. A result without a call becomes the person's text.
    /// </summary>
    /// <param name="turns">The turns, oldest first.</param>
    public static ImmutableArray<Turn> Closed(ImmutableArray<Turn> turns)
    {
        var results = Results(turns);
        var closed = ImmutableArray.CreateBuilder<Turn>(turns.Length);
        for (var i = 0; i < turns.Length; i++)
        {
            if (turns[i].Role is not TurnRole.Tool)
            {
                closed.Add(turns[i]);
                Close(turns[i], i, results, closed);
            }
            else if (Orphans(turns[i], results) is { IsEmpty: false } texts)
            {
                closed.Add(new(TurnRole.User, texts));
            }
        }

        return closed.ToImmutable();
    }

    /// <summary>
    /// The turns with ids that the provider takes, no two of them equal, in calls and results alike, and with arguments that are JSON.
    /// </summary>
    /// <param name="turns">The turns, each result right behind the turn of its call.</param>
    /// <param name="idOf">An id that the provider takes, for any id.</param>
    /// <param name="isOncePerTurn">Whether an id may come again in a later turn.</param>
    public static ImmutableArray<Turn> WithIds(ImmutableArray<Turn> turns, Func<string, string> idOf, bool isOncePerTurn)
    {
        HashSet<string> taken = [];
        Dictionary<string, Queue<string>> results = [];
        var named = ImmutableArray.CreateBuilder<Turn>(turns.Length);
        foreach (var turn in turns)
        {
            if (turn.Role is not TurnRole.Tool)
            {
                results.Clear();
                if (isOncePerTurn)
                {
                    taken.Clear();
                }
            }

            named.Add(
                turn.Parts.Any(part => part is Part.ToolCall or Part.ToolResult)
                    ? turn with
                    {
                        Parts = [.. turn.Parts.Select(Named)],
                    }
                    : turn
            );
        }

        return named.MoveToImmutable();

        Part Named(Part part)
        {
            switch (part)
            {
                case Part.ToolCall call:
                    var id = idOf(call.Id);
                    for (var times = 2; !taken.Add(id); times++)
                    {
                        id = idOf($"{call.Id}_{times}");
                    }

                    (CollectionsMarshal.GetValueRefOrAddDefault(results, call.Id, out _) ??= []).Enqueue(id);
                    return call.Kind is ToolKind.Custom
                        ? call with
                        {
                            Id = id,
                        }
                        : call with
                        {
                            Id = id,
                            Arguments = ArgumentRules.Of(call.Arguments),
                        };
                case Part.ToolResult result:
                    return result with { CallId = results[result.CallId].Dequeue() };
                default:
                    return part;
            }
        }
    }

    /// <summary>The results by the id of their call. Some servers use an id again in a later reply.</summary>
    private static Dictionary<string, List<Placed>> Results(ImmutableArray<Turn> turns)
    {
        Dictionary<string, List<Placed>> results = [];
        var order = 0;
        for (var i = 0; i < turns.Length; i++)
        {
            foreach (var result in turns[i].Parts.OfType<Part.ToolResult>())
            {
                if (!results.TryGetValue(result.CallId, out var same))
                {
                    results.Add(result.CallId, same = []);
                }

                same.Add(new(i, order++, result));
            }
        }

        return results;
    }

    private static void Close(Turn turn, int at, Dictionary<string, List<Placed>> results, ImmutableArray<Turn>.Builder closed)
    {
        List<Placed> found = [];
        List<Part> missing = [];
        foreach (var call in turn.Parts.OfType<Part.ToolCall>())
        {
            var same = results.GetValueOrDefault(call.Id);
            var index = same?.FindIndex(result => result.Turn > at) ?? -1;
            if (index < 0)
            {
                missing.Add(new Part.ToolResult(call.Id, [new Part.Text(Interrupted)], IsError: false));
            }
            else
            {
                found.Add(same![index]);
                same.RemoveAt(index);
            }
        }

        if (found.Count + missing.Count > 0)
        {
            closed.Add(new(TurnRole.Tool, [.. found.OrderBy(result => result.Order).Select(result => result.Result), .. missing]));
        }
    }

    private static ImmutableArray<Part> Orphans(Turn turn, Dictionary<string, List<Placed>> results) =>
        [
            .. turn
                .Parts.OfType<Part.ToolResult>()
                .Where(result => results[result.CallId].Exists(left => ReferenceEquals(left.Result, result)))
                .SelectMany(result => result.Parts.Prepend(new Part.Text("The result of an earlier tool call:"))),
        ];
}
