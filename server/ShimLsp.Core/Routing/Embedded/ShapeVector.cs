using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>The shape of a text as figures, for the trained weights: lengths as logarithms, the rest as shares.</summary>
internal static class ShapeVector
{
    /// <summary>The number of figures.</summary>
    public const int Length = 44;

    /// <summary>Writes the figures.</summary>
    public static void Fill(TaskFeatures task, Span<double> to)
    {
        var words = Math.Max(1, task.AllWords);
        var characters = Math.Max(1, task.Characters);
        var at = 0;
        to[at++] = Log(task.Characters);
        to[at++] = Log(task.AllWords);
        to[at++] = Log(task.Lines);
        to[at++] = task.Letters / (double)words;
        to[at++] = task.LongWords / (double)words;
        to[at++] = task.VeryLongWords / (double)words;
        to[at++] = task.Grams / (2.0 * words);
        to[at++] = Log(task.Numbers);
        to[at++] = task.Numbers / (double)words;
        to[at++] = Math.Min(task.LongestNumber, 10);
        to[at++] = task.Digits / (double)characters;
        to[at++] = Math.Min(task.LargestExponent, 20);
        to[at++] = task.BeyondAscii / (double)characters;
        to[at++] = Log(task.LongestLine);
        to[at++] = task.Options;
        to[at++] = Log(task.Stem);
        to[at++] = Log(task.OptionCharacters);
        to[at++] = Log(task.LongestOption) - Log(task.ShortestOption);
        to[at++] = Log(task.ShortestOption);
        to[at++] = task.CodeLines / (double)Math.Max(1, task.Lines);
        to[at++] = Log(task.CodeLines);
        to[at++] = Log(task.Steps);
        foreach (var symbol in ",.:;?'\"-")
        {
            to[at++] = task.Symbols[symbol] / (double)words;
        }

        foreach (var pair in Pairs)
        {
            to[at++] = Log(task.Symbols[pair[0]] + task.Symbols[pair[1]]);
        }

        to[at++] = Log(task.Symbols['?']);
        to[at++] = Log(task.Symbols['.']);
        to[at++] = Log(task.Symbols[',']);
    }

    private static readonly ImmutableArray<string> Pairs = ["()", "[]", "{}", "$\\", "=<", "+-", "*/", "_^", "%|", "~&", "#@"];

    // One more, or one less, says much of few and little of many. Not the machine's own logarithm: it would differ from system to system.
    private static double Log(int count) => PortableMath.Log(1 + count);
}
