using System.Collections.Concurrent;
using ShimLsp.Soak.Checking;

namespace ShimLsp.Soak.Shared.Checking;

/// <summary>
/// Whether a task is classified once in a generation, on all replicas together: all decisions of it that say the same generation have to go
/// by the same classification. Thread-safe.
/// </summary>
/// <param name="wasQuiet">Whether nothing was broken between two times. A replica that is alone classifies for itself.</param>
internal sealed class OncePerGeneration(Func<TimeSpan, TimeSpan, bool> wasQuiet)
{
    private readonly ConcurrentDictionary<(string Tenant, string Task, long Generation), Classified> first = new();

    /// <summary>How many tasks and generations there were.</summary>
    public int Count => first.Count;

    /// <summary>Judges the scores of a decision.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="decided">The decision.</param>
    /// <param name="scores">The classification behind it.</param>
    public Fault? Judge(string tenant, Decided decided, Classified scores)
    {
        var before = first.GetOrAdd((tenant, decided.Task, decided.Generation ?? 0), scores);
        return
            before.Serial == scores.Serial
            || !decided.IsJoined
            || !wasQuiet(Earlier(before.At, scores.At), before.At > scores.At ? before.At : scores.At)
            ? null
            : new(
                FindingKind.Repeated,
                $"{decided.Task} of {tenant} was classified at {before.At:c} and at {scores.At:c} in generation {decided.Generation}"
            );
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
