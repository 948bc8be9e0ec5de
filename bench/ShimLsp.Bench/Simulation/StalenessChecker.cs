using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Bench.Simulation;

/// <summary>
/// Counts decisions that rest on a state that was over, and scores that are another developer's or another task's. It knows no cache and no
/// generation: it writes into each scoring what it is of, and reads that back from the answer. A version counts a developer's changes.
/// </summary>
/// <param name="developers">How many developers are simulated.</param>
internal sealed class StalenessChecker(int developers)
{
    private const double Unit = 1L << 40; // every number below it, divided by it, is exact and between 0 and 1

    private static readonly ImmutableArray<ModelSlug> Slugs =
    [
        .. Enumerable.Range(1, 7).Select(number => new ModelSlug($"model-{number}")),
    ];

    private readonly int[] versions = new int[developers];

    /// <summary>Decisions whose scores are of a state that was over before the request came.</summary>
    public long Stale { get; private set; }

    /// <summary>Decisions whose scores are another developer's or another task's.</summary>
    public long Crossed { get; private set; }

    /// <summary>The decisions that were checked.</summary>
    public long Checked { get; private set; }

    /// <summary>The version in force.</summary>
    /// <param name="developer">Whose.</param>
    public int VersionOf(Developer developer) => versions[developer.Id];

    /// <summary>A change of a developer's state is over: its caller has the answer.</summary>
    /// <param name="developer">Whose.</param>
    public void Changed(Developer developer) => versions[developer.Id]++;

    /// <summary>Scores as large as with the sample catalog's seven candidates, that say what they are of.</summary>
    /// <param name="prompt">The task.</param>
    /// <param name="version">The version at which the task was looked at.</param>
    public static Scoring Sign(Prompt prompt, int version)
    {
        double[] values = [version, prompt.Owner.Id, prompt.Number + (long)int.MaxValue];
        return new(
            new ScoreSheet([.. Slugs.Select((slug, at) => new Score(slug, at < values.Length ? values[at] / Unit : 0.7))], null),
            ByClassifier: true
        );
    }

    /// <summary>Checks a decision.</summary>
    /// <param name="prompt">What was asked.</param>
    /// <param name="expected">The version in force when the request came.</param>
    /// <param name="scoring">What it was answered with.</param>
    public void Check(Prompt prompt, long expected, Scoring scoring)
    {
        Checked++;
        var scores = scoring.Sheet.Scores;
        var isTheirs = scores[1].Value * Unit == prompt.Owner.Id && (scores[2].Value * Unit) - int.MaxValue == prompt.Number;
        Crossed += isTheirs ? 0 : 1;
        Stale += isTheirs && scores[0].Value * Unit < expected ? 1 : 0;
    }
}
