using ShimLsp.Core.Evaluation;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>The measures exactly as defined, without regard for speed. The fast ones are compared with these.</summary>
internal static class Naive
{
    /// <summary>APGR of one order: each k of n computes the mean over all n again.</summary>
    public static double Apgr(IReadOnlyList<EvaluatedTask> inOrder)
    {
        var (weak, strong) = (inOrder.Average(task => task.Weak), inOrder.Average(task => task.Strong));
        return Enumerable
            .Range(1, inOrder.Count)
            .Average(k => (inOrder.Select((task, at) => at < k ? task.Strong : task.Weak).Average() - weak) / (strong - weak));
    }

    /// <summary>The mean over every order that the scores allow.</summary>
    public static double ApgrOverAllOrders(IReadOnlyList<EvaluatedTask> tasks) =>
        Orders(tasks.GroupBy(task => task.Score).OrderBy(tie => tie.Key).Select(tie => tie.ToArray()).ToArray())
            .Average(order => Apgr(order));

    /// <summary>The interval from resamples that are really made, sorted and measured. Needs a gap in every resample.</summary>
    public static (double Low, double High, double LowerBound) Interval(IReadOnlyList<EvaluatedTask> tasks, int resamples, ulong seed)
    {
        var dice = new SplitMix(seed);
        EvaluatedTask[] ranked = [.. tasks.OrderBy(task => task.Score)];
        var found = new List<double>();
        for (var resample = 0; resample < resamples; resample++)
        {
            var drawn = new List<EvaluatedTask>();
            for (var draw = 0; draw < ranked.Length; draw++)
            {
                drawn.Add(ranked[dice.Below(ranked.Length)]);
            }

            found.Add(Apgr(Evened(drawn)));
        }

        found.Sort();
        return (
            found[(int)Math.Ceiling(0.025 * resamples) - 1],
            found[(int)Math.Ceiling(0.975 * resamples) - 1],
            found[(int)Math.Ceiling(0.05 * resamples) - 1]
        );
    }

    /// <summary>Each task of a tie as the tie's mean: the order within no longer matters.</summary>
    public static List<EvaluatedTask> Evened(IEnumerable<EvaluatedTask> tasks) =>
        [
            .. tasks
                .GroupBy(task => task.Score)
                .OrderBy(tie => tie.Key)
                .SelectMany(tie =>
                    Enumerable.Repeat(
                        new EvaluatedTask(tie.Key, tie.Average(task => task.Weak), tie.Average(task => task.Strong)),
                        tie.Count()
                    )
                ),
        ];

    private static IEnumerable<List<EvaluatedTask>> Orders(EvaluatedTask[][] ties) =>
        ties.Aggregate(
            (IEnumerable<List<EvaluatedTask>>)
                [
                    [],
                ],
            (orders, tie) => orders.SelectMany(order => Permutations(tie).Select(next => (List<EvaluatedTask>)[.. order, .. next]))
        );

    private static IEnumerable<IEnumerable<EvaluatedTask>> Permutations(EvaluatedTask[] tasks) =>
        tasks.Length < 2
            ? [tasks]
            : tasks.SelectMany(
                (first, at) => Permutations([.. tasks.Where((_, other) => other != at)]).Select(rest => rest.Prepend(first))
            );
}
