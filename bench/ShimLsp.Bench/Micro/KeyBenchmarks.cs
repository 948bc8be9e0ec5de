using BenchmarkDotNet.Attributes;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Bench.Micro;

/// <summary>The key of a task: its encoding and its SHA-256.</summary>
[MemoryDiagnoser]
public class KeyBenchmarks
{
    private Catalog catalog = null!;
    private TaskSignal signal = null!;

    /// <summary>The task's length.</summary>
    [Params(200, 2_000, 20_000, 100_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        catalog = RoutingBenchmarks.Sample();
        signal = SignalReader.Read(new() { Task = Tasks.Make(1, Characters)[0] }).Signal!;
    }

    [Benchmark(Description = "key")]
    public RouteKey Key() => RouteKey.Of(signal, catalog.Candidates, "embedded/2", catalog.Fingerprint);
}
