using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Bench.Caches;

/// <summary>What an entry holds, as large as with the sample catalog's seven candidates.</summary>
internal static class Scorings
{
    private static readonly ImmutableArray<ModelSlug> Slugs =
    [
        .. Enumerable.Range(1, 7).Select(number => new ModelSlug($"model-{number}")),
    ];

    public static Scoring Make() => new(new ScoreSheet([.. Slugs.Select(slug => new Score(slug, 0.7))], "long"), ByClassifier: false);
}
