using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Bench.Micro;

/// <summary>
/// What routing reads of a request, in each of the shapes that a client may send: a conversation of twenty turns in the bodies.
/// </summary>
[MemoryDiagnoser]
public class SignalBenchmarks
{
    private RouteRequest request = null!;

    /// <summary>How the request is given.</summary>
    [Params("task", "chat body", "Anthropic body", "Responses body")]
    public string Shape { get; set; } = "";

    /// <summary>The characters of all its turns.</summary>
    [Params(2_000, 100_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void SetUp() =>
        request =
            Shape == "task"
                ? new() { Task = Tasks.Make(1, Characters)[0] }
                : new() { Body = JsonElement.Parse(Bodies.Make(Shape, Characters)) };

    [Benchmark(Description = "signal")]
    public SignalRead Read() => SignalReader.Read(request);
}
