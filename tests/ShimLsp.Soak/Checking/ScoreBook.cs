using System.Collections.Concurrent;
using ShimLsp.Soak.Facts;

namespace ShimLsp.Soak.Checking;

/// <summary>
/// What every question was ever answered, in any session of any process: the same question has the same scores and the same key, and
/// no two questions share a key. Thread-safe.
/// </summary>
internal sealed class ScoreBook
{
    private readonly ConcurrentDictionary<(string Catalog, Question Question), double[]> scores = new();
    private readonly ConcurrentDictionary<(string Catalog, Question Question), string> keys = new();
    private readonly ConcurrentDictionary<string, (string Catalog, Question Question)> questions = new();

    /// <summary>What is wrong with a key; null if nothing is.</summary>
    public string? KeyFault(CatalogFacts catalog, Question question, string key)
    {
        var asked = (catalog.Name, question);
        if (keys.GetOrAdd(asked, key) is var earlier && earlier != key)
        {
            return $"the key {key} is another than before, {earlier}, for the same question";
        }

        return questions.GetOrAdd(key, asked) is var other && other != asked ? $"the key {key} is also that of {other}" : null;
    }

    /// <summary>What is wrong with scores; null if nothing is.</summary>
    /// <param name="catalog">The catalog in force.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="given">The scores, in the catalog's order.</param>
    public string? ScoreFault(CatalogFacts catalog, Question question, double[] given) =>
        scores.GetOrAdd((catalog.Name, question), given) is var earlier && !earlier.AsSpan().SequenceEqual(given)
            ? $"the scores {string.Join(", ", given)} are others than before, {string.Join(", ", earlier)}, for the same question"
            : null;
}
