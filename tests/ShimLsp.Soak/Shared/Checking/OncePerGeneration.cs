using System.Collections.Concurrent;
using ShimLsp.Soak.Checking;

namespace ShimLsp.Soak.Shared.Checking;

/// <summary>
/// Whether a task is classified once in a generation, on all replicas together. No answer tells the generation that they share. But if
/// nothing that begins one happened from the beginning of one request to the end of another, both are of the same, and have to go by the
/// same classification. Thread-safe.
/// </summary>
/// <param name="wasQuiet">Whether nothing was broken between two times. A replica that is alone classifies for itself.</param>
internal sealed class OncePerGeneration(Func<TimeSpan, TimeSpan, bool> wasQuiet)
{
    private readonly ConcurrentDictionary<(string Tenant, string Task), Use> last = new();
    private long count;

    /// <summary>How many pairs of decisions had to go by the same classification.</summary>
    public long Count => Volatile.Read(ref count);

    /// <summary>Judges the scores of a decision, against the decision before it.</summary>
    /// <param name="truth">What holds for the tenant.</param>
    /// <param name="begun">When the decision was asked for, and where.</param>
    /// <param name="scores">The classification behind it.</param>
    /// <param name="now">When its answer was read.</param>
    public Fault? Judge(SharedTruth truth, Begun begun, Classified scores, TimeSpan now)
    {
        var use = new Use(begun.Replica, begun.Start, now, scores);
        Use? before = null;
        last.AddOrUpdate(
            (truth.Name, scores.Task),
            use,
            (_, one) =>
            {
                before = one;
                return use;
            }
        );
        if (before is null)
        {
            return null;
        }

        var (from, until) = (Earlier(before.Start, use.Start), before.End > use.End ? before.End : use.End);
        from = Earlier(from, Earlier(before.Scores.At, use.Scores.At)); // a broken moment then explains it too
        if (!truth.WasUnchanged(Earlier(before.Start, use.Start), until) || !wasQuiet(from, until))
        {
            return null;
        }

        Interlocked.Increment(ref count);
        return before.Scores.Serial == scores.Serial
            ? null
            : new(
                FindingKind.Repeated,
                $"{scores.Task} of {truth.Name}: replica {before.Replica} goes by the classification of {before.Scores.At:c} "
                    + $"({before.Start:c} to {before.End:c}), replica {use.Replica} by that of {scores.At:c} ({use.Start:c} to {use.End:c})"
            );
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private sealed record Use(int Replica, TimeSpan Start, TimeSpan End, Classified Scores);
}
