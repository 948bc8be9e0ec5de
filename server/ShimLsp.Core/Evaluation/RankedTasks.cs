using System.Collections.Immutable;

namespace ShimLsp.Core.Evaluation;

/// <summary>
/// Tasks in the order in which a rising threshold sends them to the strong model. Tasks with the same score are a tie. No threshold
/// separates them, so every measure treats them alike, whatever their order in the file.
/// </summary>
internal sealed class RankedTasks
{
    private RankedTasks(ImmutableArray<EvaluatedTask> tasks, ImmutableArray<int> tieEnds)
    {
        Tasks = tasks;
        TieEnds = tieEnds;
    }

    /// <summary>The tasks, the lowest score first.</summary>
    public ImmutableArray<EvaluatedTask> Tasks { get; }

    /// <summary>
    /// Where each tie ends in <see cref="Tasks"/>, exclusive, rising; a task that is alone with its score is a tie of one.
    /// </summary>
    public ImmutableArray<int> TieEnds { get; }

    /// <summary>Ranks them.</summary>
    /// <param name="tasks">The tasks, in any order, at least one.</param>
    /// <exception cref="ArgumentException">There is no task.</exception>
    public static RankedTasks Of(IReadOnlyCollection<EvaluatedTask> tasks)
    {
        if (tasks.Count == 0)
        {
            throw new ArgumentException("At least one task is needed.", nameof(tasks));
        }

        ImmutableArray<EvaluatedTask> ranked = [.. tasks.OrderBy(task => task.Score)];
        var ends = ImmutableArray.CreateBuilder<int>();
        for (var at = 1; at <= ranked.Length; at++)
        {
            if (at == ranked.Length || ranked[at].Score != ranked[at - 1].Score)
            {
                ends.Add(at);
            }
        }

        return new(ranked, ends.ToImmutable());
    }
}
