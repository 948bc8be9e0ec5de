using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;

namespace ShimLsp.Training.Report;

/// <summary>How tasks in each language are split between a weak model and a strong one.</summary>
/// <param name="tasks">Tasks that nothing was fitted on.</param>
/// <param name="table">Where to.</param>
internal sealed class TongueReport(IReadOnlyCollection<GradedTask> tasks, MarkdownTable table)
{
    // As catalogs have them: a small local model, a cheap hosted one, one that is nearly the best.
    private static readonly (double Weak, double Strong)[] Pairs = [(0.35, 0.85), (0.55, 0.85), (0.70, 0.88)];

    /// <summary>How often an easy task goes to the weak model and a hard one to the strong.</summary>
    /// <param name="test">What the tasks are called.</param>
    /// <param name="weights">The final weights.</param>
    public void Split(string test, ScorerWeights weights)
    {
        table.Begin(
            $"Easy tasks that go to the weak model / hard ones that go to the strong, at {EditorReport.Threshold:0.00}, {test}:",
            ["language", "easy", "hard", .. Pairs.Select(pair => $"{pair.Weak:0.00} / {pair.Strong:0.00}")]
        );
        foreach (var tongue in tasks.GroupBy(task => task.Tongue))
        {
            var easy = tongue.Where(task => task.Grade <= 2).ToArray();
            var hard = tongue.Where(task => task.Grade >= 4).ToArray();
            table.Row([
                tongue.Key,
                easy.Length,
                hard.Length,
                .. Pairs.Select(pair =>
                {
                    bool Suffices(GradedTask task) =>
                        EditorReport.Score(task.Text, pair.Strong - pair.Weak, weights) >= EditorReport.Threshold;
                    return (object)$"{easy.Count(Suffices)} / {hard.Length - hard.Count(Suffices)}";
                }),
            ]);
        }
    }
}
