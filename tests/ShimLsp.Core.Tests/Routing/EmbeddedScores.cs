using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>Asks the embedded scorer, and words to make tasks of.</summary>
internal static class EmbeddedScores
{
    public static readonly Gen<string> Word = OneOf(
        "rename",
        "typo",
        "refactor",
        "prove",
        "deadlock",
        "security",
        "latency",
        "all",
        "across",
        "the",
        "x",
        "a.cs",
        "src/b/c.ts",
        "`lock`",
        "why",
        "must",
        "tests",
        "explain",
        "please",
        "\n",
        "- ",
        "```",
        "{",
        "transactions",
        "migrate",
        "canary",
        "\nA. ",
        "\nB. ",
        "\nC. ",
        "\nAnswer:",
        "\n\\boxed{}",
        "how many",
        "apples",
        "12",
        "\nSample Input\n1 2 3 4 5",
        "\nSteps to reproduce\n",
        "?",
        ".",
        "\n@@ -1 +1 @@\n",
        "\nat a.b(c)",
        "並行"
    );

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    /// <summary>The scores of a task.</summary>
    /// <param name="task">Its text.</param>
    /// <param name="models">The candidates; null for the sample's.</param>
    public static ScoreSheet Score(string task, ModelSpec[]? models = null) =>
        EmbeddedScorer.Score(new TaskSignal(task, false, false, 1), [.. models ?? TestModels.Sample]);
}
