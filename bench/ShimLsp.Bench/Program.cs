using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using ShimLsp.Bench.Micro;
using ShimLsp.Bench.Stdio;

#pragma warning disable RS0030 // nobody speaks a protocol on this program's stdout
var output = Console.Out;
#pragma warning restore RS0030

switch (args)
{
    case ["stdio"]:
        return StdioBench.Run(StdioBench.NativeServer(), output);

    case ["stdio", "--server", var path]:
        return StdioBench.Run(Path.GetFullPath(path), output);

    case ["micro"]:
        // In this process: a generated project would be built under this repository's build rules, which are not made for it.
        var job = Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance);
        var artifacts = Path.Combine(StdioBench.Root(), "artifacts", "bench");
        BenchmarkRunner.Run<RoutingBenchmarks>(DefaultConfig.Instance.AddJob(job).WithArtifactsPath(artifacts));
        return 0;

    default:
        output.WriteLine("ShimLsp.Bench stdio [--server PATH]   the server as a process, over stdio");
        output.WriteLine("ShimLsp.Bench micro                   the pieces of a route, in process");
        return 2;
}
