using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Routing.Signals;

/// <summary>Of a task and what was added to it, the text that is hardest for a weaker model, as the embedded scorer reads it.</summary>
internal static class HardestText
{
    // The beginning of a text tells how hard it is well enough to compare it with others.
    private const int MostCharacters = 2_000;

    /// <summary>Finds it.</summary>
    /// <param name="latest">The latest text, which wins a tie.</param>
    /// <param name="earlier">The others; null for none.</param>
    public static string Of(string latest, List<string>? earlier)
    {
        if (earlier is null)
        {
            return latest;
        }

        var hardest = latest;
        var adequacy = AdequacyOf(latest);
        foreach (var text in earlier)
        {
            if (AdequacyOf(text) is var other && other < adequacy)
            {
                (hardest, adequacy) = (text, other);
            }
        }

        return hardest;
    }

    private static double AdequacyOf(string text) =>
        TaskReading.Of(text.AsSpan(0, Math.Min(text.Length, MostCharacters)), ScorerWeights.BuiltIn).Adequacy;
}
