using System.Globalization;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;
using ShimLsp.Training.Fit;

namespace ShimLsp.Training.Report;

/// <summary>What cross-validation says of the prompts that people sent: each is judged by weights from other repositories.</summary>
/// <param name="tasks">The graded tasks, which every fold is fitted on.</param>
/// <param name="prompts">The prompts.</param>
/// <param name="seed">Deals the folds.</param>
/// <param name="table">Where to.</param>
internal sealed class PromptReport(GradedTasks tasks, GradedPrompts prompts, int seed, MarkdownTable table)
{
    private const double Threshold = 0.70;

    // The strengths of a weak and a strong model: a small local and a good hosted one, two hosted ones, two good ones.
    private static readonly (double Weak, double Strong)[] Pairs = [(0.35, 0.85), (0.55, 0.85), (0.70, 0.88)];

    /// <summary>Validates, and writes the tables.</summary>
    /// <param name="hasCurve">Whether to write the learning curve.</param>
    /// <param name="mistakes">How many of the worst mistakes to show, with their texts.</param>
    public void Write(bool hasCurve, int mistakes)
    {
        var outOfFold = CrossValidate();
        Order(outOfFold);
        Split(outOfFold);
        Spread(outOfFold);
        if (hasCurve)
        {
            Curve();
        }

        Mistakes(outOfFold, mistakes);
    }

    private double[] CrossValidate(double share = 1)
    {
        var repositories = prompts.Prompts.Select(prompt => prompt.Repository).Distinct().Order(StringComparer.Ordinal).ToList();
        var foldOf = Folds.Deal([.. prompts.Prompts.Select(prompt => repositories.IndexOf(prompt.Repository))], Settings.Folds, seed);
        var adequacies = new double[prompts.Prompts.Length];
        for (var fold = 0; fold < Settings.Folds; fold++)
        {
            var others = prompts.Prompts.Where((prompt, i) => foldOf[i] != fold && IsKept(prompt, share)).ToArray();
            var models = EditorModels.Fit(tasks.Fit, others);
            for (var i = 0; i < adequacies.Length; i++)
            {
                adequacies[i] = foldOf[i] == fold ? models.Adequacy(prompts.Prompts[i].Example) : adequacies[i];
            }
        }

        return adequacies;
    }

    private static bool IsKept(GradedPrompt prompt, double share) =>
        uint.Parse(prompt.Id[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture) <= share * uint.MaxValue;

    private void Order(double[] adequacies)
    {
        table.Begin(
            "Real prompts, cross-validated: how often an easy one (grade up to 2) ranks above a hard one (from 3.5):",
            ["prompts", "number", "easy", "hard", "in order", "95 % from", "to", "by characters", "by words"]
        );
        foreach (var (name, which) in Subsets)
        {
            var of = Enumerable.Range(0, adequacies.Length).Where(i => which(prompts.Prompts[i])).ToArray();
            RankedRow[] Ranked(Func<int, double> easiness) =>
                [.. of.Select(i => new RankedRow(prompts.Prompts[i].Repository, prompts.Prompts[i].Grade, easiness(i)))];
            var rows = Ranked(i => adequacies[i]);
            var (low, high) = RankOrder.Interval(rows);
            table.Row(
                name,
                of.Length,
                rows.Count(row => row.Grade <= RankOrder.Easy),
                rows.Count(row => row.Grade >= RankOrder.Hard),
                RankOrder.Area(rows),
                low,
                high,
                RankOrder.Area(Ranked(i => -prompts.Prompts[i].Text.Length)),
                RankOrder.Area(Ranked(i => -Words(prompts.Prompts[i].Text)))
            );
        }
    }

    private void Split(double[] adequacies)
    {
        table.Begin(
            $"Real prompts, cross-validated: easy ones that go to the weak model, hard ones that go to the strong, at {Threshold:0.00}:",
            ["prompts", .. Pairs.SelectMany(pair => (string[])[$"easy, {pair.Weak:0.00} v {pair.Strong:0.00}", "hard"])]
        );
        foreach (var (name, which) in Subsets)
        {
            var of = Enumerable.Range(0, adequacies.Length).Where(i => which(prompts.Prompts[i])).ToArray();
            table.Row([name, .. Pairs.SelectMany(pair => Shares(of, adequacies, pair.Strong - pair.Weak))]);
        }
    }

    private object[] Shares(int[] of, double[] adequacies, double gap)
    {
        double Share(Func<double, bool> isOf, bool isWeak)
        {
            var these = of.Where(i => isOf(prompts.Prompts[i].Grade)).ToArray();
            return these.Count(i => Adequacy.Of(adequacies[i], gap) >= Threshold == isWeak) / (double)Math.Max(1, these.Length);
        }

        return [Share(grade => grade <= RankOrder.Easy, isWeak: true), Share(grade => grade >= RankOrder.Hard, isWeak: false)];
    }

    private void Spread(double[] adequacies) =>
        table.Line(
            "The adequacy that most prompts share, to three decimals: "
                + adequacies
                    .CountBy(value => Math.Round(value, 3))
                    .Select(count => $"{count.Value / (double)adequacies.Length:0.000} of them")
                    .Order(StringComparer.Ordinal)
                    .LastOrDefault()
        );

    private void Curve()
    {
        table.Begin("In order, by the share of the prompts used for fitting:", ["share", .. Subsets.Select(subset => subset.Name)]);
        foreach (var share in (double[])[0.125, 0.25, 0.5, 0.75, 1])
        {
            var adequacies = CrossValidate(share);
            table.Row([
                share,
                .. Subsets.Select(subset =>
                    (object)
                        RankOrder.Area([
                            .. prompts
                                .Prompts.Select((prompt, i) => (prompt, Row: new RankedRow("", prompt.Grade, adequacies[i])))
                                .Where(pair => subset.Which(pair.prompt))
                                .Select(pair => pair.Row),
                        ])
                ),
            ]);
        }
    }

    /// <summary>The hard ones that were held easiest, and the easy ones that were held hardest. Their texts stay on this machine.</summary>
    private void Mistakes(double[] adequacies, int count)
    {
        var order = prompts
            .Prompts.Select((prompt, i) => (prompt, Adequacy: adequacies[i]))
            .Where(pair => pair.prompt is { IsAlone: true, Grade: <= RankOrder.Easy or >= RankOrder.Hard })
            .OrderByDescending(pair => Math.Abs(pair.Adequacy - (pair.prompt.Grade <= RankOrder.Easy ? 1 : 0)));
        foreach (var (prompt, adequacy) in order.Take(count))
        {
            var text = prompt.Text.ReplaceLineEndings(" ");
            table.Line($"grade {prompt.Grade}, adequacy {adequacy:0.00}, {prompt.Id}: {text[..Math.Min(300, text.Length)]}");
        }
    }

    private static readonly (string Name, Func<GradedPrompt, bool> Which)[] Subsets =
    [
        ("all", _ => true),
        ("understood alone", prompt => prompt.IsAlone),
        ("alone, English", prompt => prompt is { IsAlone: true, Language: "en" }),
        ("alone, other languages", prompt => prompt.IsAlone && prompt.Language != "en"),
    ];

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
