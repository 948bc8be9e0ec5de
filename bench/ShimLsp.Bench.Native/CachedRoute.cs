using System.Security.Cryptography;
using System.Text;
using ShimLsp.Bench.Report;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Bench.Native;

/// <summary>
/// A route from the cache as a session makes it, whole; the three parts that have a bar together; and, as the yardstick, the SHA-256 of the
/// same text, which is platform code and in the contract.
/// </summary>
internal static class CachedRoute
{
    private const int Rounds = 31;
    private const int Block = 2_000;
    private const int Characters = 2_000;
    private const double MostMicroseconds = 4;

    public static IEnumerable<ResultRow> Measure()
    {
        var tasks = Tasks.Make(64, Characters);
        byte[][] texts = [.. tasks.Select(Encoding.UTF8.GetBytes)];
        RouteRequest[] requests = [.. tasks.Select(task => new RouteRequest { Task = task })];
        TaskSignal[] signals = [.. requests.Select(request => SignalReader.Read(request).Signal!)];
        using var session = SampleSession.Open(capacity: 256);
        Route(session, requests, requests.Length);
        var candidates = session.Snapshot.Catalog.Candidates;
        using var cache = new RouterCache(256, timeToLive: null, generation: 1, TimeProvider.System);
        var eligible = Eligibility.ForRequest(candidates, signals[0], requested: null);
        var policy = RoutingPolicy.Of(session.Snapshot.Router);

        var blocks = new Blocks(Rounds);
        var hash = blocks.Add(
            Block,
            () =>
            {
                Span<byte> into = stackalloc byte[SHA256.HashSizeInBytes];
                for (var i = 0; i < Block; i++)
                {
                    SHA256.HashData(texts[i % texts.Length], into);
                }
            }
        );
        var parts = blocks.Add(
            Block,
            () =>
            {
                for (var i = 0; i < Block; i++)
                {
                    Choose(signals[i % signals.Length]);
                }
            }
        );
        var whole = blocks.Add(Block, () => Route(session, requests, Block));
        var before = session.Stats().Cache.Hits;
        blocks.Run();
        if (session.Stats().Cache.Hits - before != Block * (long)whole.Count)
        {
            throw new InvalidOperationException("Not every route came from the cache.");
        }

        var together = Blocks.Of(parts, unit: 1_000);
        yield return new($"SHA-256 of {Characters:N0} characters, us", Blocks.Of(hash, unit: 1_000));
        yield return new("key, hit and choice, us", together, $"<= {MostMicroseconds:F2}", together.Median <= MostMicroseconds);
        yield return new("the same / SHA-256", Blocks.Ratio(parts, hash));
        yield return new("the session's whole route from its cache, us", Blocks.Of(whole, unit: 1_000));
        yield return new("the same / SHA-256", Blocks.Ratio(whole, hash));

        void Choose(TaskSignal signal)
        {
            var key = RouteKey.Of(signal, candidates, "embedded/2", session.Snapshot.Catalog.Fingerprint);
            var sheet = AtOnce(
                cache.GetOrScoreAsync(
                    key,
                    asOf: 1,
                    _ => new(new Scoring(EmbeddedScorer.Score(signal, candidates), ByClassifier: false)),
                    CancellationToken.None
                )
            );
            Router.Choose(policy, eligible, sheet.Scoring.Sheet);
        }
    }

    /// <summary>Routes so many requests, which the cache or the embedded scorer answers at once.</summary>
    public static void Route(WorkspaceSession session, ReadOnlySpan<RouteRequest> requests, int count)
    {
        for (var i = 0; i < count; i++)
        {
            AtOnce(session.RouteAsync(requests[i % requests.Length], CancellationToken.None));
        }
    }

    private static T AtOnce<T>(ValueTask<T> answer) =>
        answer.IsCompletedSuccessfully ? answer.Result : throw new InvalidOperationException("It did not answer at once.");
}
