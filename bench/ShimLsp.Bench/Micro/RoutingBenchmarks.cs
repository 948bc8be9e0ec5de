using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Bench.Micro;

/// <summary>The pieces that a cached route, or a route that is not, is made of.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls CleanUp.")]
public class RoutingBenchmarks
{
    private readonly RouterCache cache = new(256, timeToLive: null, generation: 1, TimeProvider.System);
    private readonly RoutingPolicy policy = new(0.7, null);
    private TaskSignal signal = null!;
    private TaskSignal longSignal = null!;
    private Catalog catalog = null!;
    private Eligibility eligible = null!;
    private ScoreSheet sheet = null!;
    private RouteKey key = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        catalog = Sample();
        signal = SignalReader.Read(new() { Task = Tasks.Make(1)[0] }).Signal!;
        longSignal = SignalReader.Read(new() { Task = Tasks.Make(1, length: 6_000)[0] }).Signal!;
        eligible = Eligibility.ForRequest(catalog.Candidates, signal, requested: null);
        sheet = EmbeddedScorer.Score(signal, catalog.Candidates);
        key = Key();
        await Hit();
    }

    [GlobalCleanup]
    public void CleanUp() => cache.Dispose();

    [Benchmark(Description = "cache hit")]
    public ValueTask<CacheAnswer> Hit() =>
        cache.GetOrScoreAsync(key, asOf: 1, _ => new(new Scoring(sheet, ByClassifier: false)), CancellationToken.None);

    [Benchmark(Description = "key, hit and choice, 2,000 characters")]
    public async ValueTask<Choice> KeyHitAndChoice()
    {
        var answer = await cache.GetOrScoreAsync(Key(), asOf: 1, _ => new(new Scoring(sheet, ByClassifier: false)), CancellationToken.None);
        return Router.Choose(policy, eligible, answer.Scoring.Sheet);
    }

    [Benchmark(Description = "choice among the sample catalog's models")]
    public Choice Choose() => Router.Choose(policy, eligible, sheet);

    [Benchmark(Description = "embedded scorer, 6,000 characters")]
    public ScoreSheet Score() => EmbeddedScorer.Score(longSignal, catalog.Candidates);

    private RouteKey Key() => RouteKey.Of(signal, catalog.Candidates, "embedded/2", catalog.Fingerprint);

    /// <summary>The sample catalog.</summary>
    internal static Catalog Sample() =>
        CatalogParser.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models.json"))).Catalog!;
}
