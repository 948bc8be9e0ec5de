namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Two readings of an editor's task as one. A task is hard for its size, as most hard tasks that people send are, or for its depth, as is
/// "prove that this queue is linearizable". Each reading gives odds that a weaker model fails, and the odds add up: the task is as hard
/// as the harder of the two says, and a little harder if both agree.
/// </summary>
internal static class EditorReading
{
    // Both readings see some of the same difficulty, so the sum is too high. With this factor the easy prompts and the hard ones are
    // wrong equally often, cross-validated, for two models 0.30 apart at the default threshold (docs/routing-quality.md).
    private const double Overlap = 0.75;

    // The chances that the grades 1 and 5 stand for, which both readings were fitted to (docs/routing-quality.md).
    private const double OfGradeOne = 0.99;
    private const double OfGradeFive = 0.08;

    /// <summary>The adequacy of a task that both readings take for the easiest kind; hardly any task has a higher one.</summary>
    public static double OfEasiest { get; } = OfGrade(OfGradeOne);

    /// <summary>The adequacy of a task that both readings take for the hardest kind; hardly any task has a lower one.</summary>
    public static double OfHardest { get; } = OfGrade(OfGradeFive);

    /// <summary>Reads a task.</summary>
    /// <param name="weights">What was learnt.</param>
    /// <param name="task">What was read of it.</param>
    /// <param name="said">The words of its prose.</param>
    public static TaskReading Of(ScorerWeights weights, TaskFeatures task, GramSet said)
    {
        Span<double> features = stackalloc double[EditorFeatures.Count];
        EditorFeatures.Fill(task, features);
        var (sizeWording, depthWording) = EditorHead.Wordings(weights.Size, weights.Depth, said);
        var bySize = OddsOfFailure(weights.Size.LogOdds(features, sizeWording));
        var byDepth = OddsOfFailure(weights.Depth.LogOdds(features, depthWording));
        var adequacy = Adequate(bySize, byDepth);

        // A part's share is what it moves the result by: the derivative of the log of the sum.
        var share = bySize / (bySize + byDepth);
        var parts = new WeightedParts();
        weights.Size.Explain(task, features, share, ref parts);
        weights.Depth.Explain(task, features, 1 - share, ref parts);
        var wording = (share * sizeWording) + ((1 - share) * depthWording);
        parts.AddIfShort(wording, wording < 0 ? "worded like harder tasks" : "worded like easier tasks");
        return new(TaskFormat.Editor, adequacy, parts.Because(isUp: adequacy >= weights.UsualOfEditor));
    }

    private static double OfGrade(double chance) => Adequate((1 - chance) / chance, (1 - chance) / chance);

    /// <summary>The chance that neither reading's odds come true.</summary>
    /// <param name="bySize">The odds of failure for the task's size.</param>
    /// <param name="byDepth">Those for its depth.</param>
    public static double Adequate(double bySize, double byDepth) => 1 / (1 + (Overlap * (bySize + byDepth)));

    /// <summary>From log-odds of success to odds of failure.</summary>
    /// <param name="logOdds">The log-odds.</param>
    public static double OddsOfFailure(double logOdds) => PortableMath.Exp(-logOdds);
}
