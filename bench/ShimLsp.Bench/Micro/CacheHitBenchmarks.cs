using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using ShimLsp.Bench.Caches;
using ShimLsp.Core.Caching;

namespace ShimLsp.Bench.Micro;

/// <summary>A hit, every entry equally likely: the time that one thread takes for it, also where another does the same beside it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls CleanUp.")]
public class CacheHitBenchmarks
{
    private const int Lookups = 65_536;

    private Contender contender = null!;
    private RouteKey[][] keys = null!;

    /// <summary>Which cache.</summary>
    [ParamsSource(nameof(Caches))]
    public string Cache { get; set; } = "";

    /// <summary>How many entries it holds, all that it may.</summary>
    [Params(256, 65_536)]
    public int Entries { get; set; }

    /// <summary>How many threads ask.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    public static IEnumerable<string> Caches => Contender.Names;

    [GlobalSetup]
    public void SetUp()
    {
        contender = Contender.Make(Cache, Entries);
        Requests.Fill(contender, Entries);
        keys = [.. Enumerable.Range(0, Threads).Select(_ => Requests.Uniform(Lookups, Entries, Entries))];
    }

    [GlobalCleanup]
    public void CleanUp() => contender.Dispose();

    [Benchmark(Description = "hit", OperationsPerInvoke = Lookups)]
    public void Hit()
    {
        if (Threads == 1)
        {
            Check(Requests.Hits(contender, keys[0]));
        }
        else
        {
            Parallel.For(0, Threads, thread => Check(Requests.Hits(contender, keys[thread])));
        }
    }

    private static void Check(int hits)
    {
        if (hits != Lookups)
        {
            throw new InvalidOperationException("Not every look-up was a hit.");
        }
    }
}
