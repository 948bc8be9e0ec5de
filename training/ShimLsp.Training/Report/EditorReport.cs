using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;
using ShimLsp.Training.Fit;

namespace ShimLsp.Training.Report;

/// <summary>What the graded tasks say of editor tasks.</summary>
/// <param name="tasks">The tasks.</param>
/// <param name="prompts">The prompts that are fitted on as well.</param>
/// <param name="table">Where to.</param>
internal sealed class EditorReport(GradedTasks tasks, GradedPrompt[] prompts, MarkdownTable table)
{
    /// <summary>From this score on the weaker model gets the task.</summary>
    public const double Threshold = 0.70;

    private static readonly double[] Gaps = [0.1, 0.15, 0.2, 0.3, 0.4, 0.6];

    /// <summary>How well tasks are ordered by weights that saw none of their kind, and by the final ones.</summary>
    /// <param name="weights">The final ones.</param>
    public void Order(ScorerWeights weights)
    {
        table.Begin(
            "Easy tasks (grade 1 and 2) and hard ones (4 and 5) in the right order:",
            "tasks",
            "tasks or pairs",
            "of all pairs",
            "of one kind"
        );
        var outOfKind = tasks.Fit.Select(task => task.Kind).Distinct().Order(StringComparer.Ordinal).SelectMany(OutOfKind).ToArray();
        Row("training tasks, each kind by weights from the others", outOfKind);

        var testKinds = tasks.Test.Select(task => task.Kind).ToHashSet(StringComparer.Ordinal);
        var others = EditorModels.Fit([.. tasks.Fit.Where(task => !testKinds.Contains(task.Kind))], prompts);
        Row("test tasks, by weights without their five kinds", [.. tasks.Test.Select(task => (task, LogOdds(others, task)))]);
        Row("test tasks, by the final weights", [.. tasks.Test.Select(task => (task, LogOdds(task.Text, weights)))]);
        table.Row(
            "test pairs, by the final weights",
            tasks.Pairs.Length,
            Share(tasks.Pairs, pair => LogOdds(pair.Easy, weights) > LogOdds(pair.Hard, weights)),
            ""
        );
    }

    /// <summary>How often the easy one goes to the weak model and the hard one to the strong one.</summary>
    public void Split(ScorerWeights weights)
    {
        table.Begin(
            $"Pairs whose easy task goes to the weaker model and the hard one to the stronger, at {Threshold:0.00}:",
            "gap of strength",
            "split",
            "easy to the weaker",
            "hard to the stronger"
        );
        foreach (var gap in Gaps)
        {
            bool Suffices(string text) => Score(text, gap, weights) >= Threshold;
            table.Row(
                $"{gap:0.00}",
                Share(tasks.Pairs, pair => Suffices(pair.Easy) && !Suffices(pair.Hard)),
                Share(tasks.Pairs, pair => Suffices(pair.Easy)),
                Share(tasks.Pairs, pair => !Suffices(pair.Hard))
            );
        }
    }

    /// <summary>How decisions change if a task is worded differently.</summary>
    public void Steadiness(ScorerWeights weights)
    {
        string[] texts = [.. tasks.Test.Select(task => task.Text), .. tasks.Pairs.SelectMany(pair => (string[])[pair.Easy, pair.Hard])];
        table.Begin(
            "Share of decisions that change if the task is reworded, at a gap of:",
            ["rewording", .. Gaps.Select(gap => $"{gap:0.00}")]
        );
        foreach (var (name, rewrite) in Rewording.All)
        {
            table.Row([
                name,
                .. Gaps.Select(gap =>
                    (object)Share(
                        texts,
                        text => (Score(text, gap, weights) >= Threshold) != (Score(rewrite(text), gap, weights) >= Threshold)
                    )
                ),
            ]);
        }
    }

    private IEnumerable<(GradedTask, double)> OutOfKind(string kind)
    {
        var others = EditorModels.Fit([.. tasks.Fit.Where(task => task.Kind != kind)], prompts);
        return tasks.Fit.Where(task => task.Kind == kind).Select(task => (task, LogOdds(others, task)));
    }

    private void Row(string name, (GradedTask Task, double LogOdds)[] weighed)
    {
        var pairs = weighed
            .Where(easy => easy.Task.Grade <= 2)
            .SelectMany(easy => weighed.Where(hard => hard.Task.Grade >= 4).Select(hard => (Easy: easy, Hard: hard)))
            .ToArray();
        var alike = pairs.Where(pair => pair.Easy.Task.Kind == pair.Hard.Task.Kind).ToArray();
        table.Row(
            name,
            weighed.Length,
            Share(pairs, pair => pair.Easy.LogOdds > pair.Hard.LogOdds),
            Share(alike, pair => pair.Easy.LogOdds > pair.Hard.LogOdds)
        );
    }

    private static double Share<T>(IReadOnlyCollection<T> of, Func<T, bool> which) => of.Count(which) / (double)of.Count;

    private static double LogOdds(EditorModels models, GradedTask task) => LogOdds(models.Adequacy(task.Example));

    private static double LogOdds(string text, ScorerWeights weights) => LogOdds(TaskReading.Of(text, weights).Adequacy);

    private static double LogOdds(double adequacy) => Math.Log(adequacy / (1 - adequacy));

    /// <summary>The score of a model so far below the strongest.</summary>
    public static double Score(string text, double gap, ScorerWeights weights) =>
        Adequacy.Of(TaskReading.Of(text.Trim(), weights).Adequacy, gap);
}
