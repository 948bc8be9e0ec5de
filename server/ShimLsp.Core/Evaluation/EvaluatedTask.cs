namespace ShimLsp.Core.Evaluation;

/// <summary>A task with all results: the router's score for the weak model, and how well both models did.</summary>
/// <param name="Score">The weak candidate's score, 0..1: the lower, the sooner the task goes to the strong one.</param>
/// <param name="Weak">How well the weak model did, 0..1.</param>
/// <param name="Strong">How well the strong model did, 0..1.</param>
public readonly record struct EvaluatedTask(double Score, double Weak, double Strong)
{
    /// <summary>What the strong model adds, -1..1.</summary>
    public double Gain => Strong - Weak;

    /// <summary>Whether the weak model did no worse. A score predicts this.</summary>
    public bool WeakSuffices => Weak >= Strong;
}
