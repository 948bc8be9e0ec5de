using ShimLsp.Bench.Gateway;
using ShimLsp.Bench.Gateway.Peers;
using ShimLsp.Bench.Gateway.Shared;
using ShimLsp.Bench.Gateway.Streams;
using ShimLsp.Bench.Language;
using ShimLsp.Bench.Ledger;
using ShimLsp.Bench.Micro;
using ShimLsp.Bench.Simulation;
using ShimLsp.Bench.Stdio;
using ShimLsp.Bench.Upstream;

#pragma warning disable RS0030 // nobody speaks a protocol on this program's stdout
var output = Console.Out;
var input = Console.In;
#pragma warning restore RS0030

switch (args)
{
    case ["stdio"]:
        return StdioBench.Run(StdioBench.NativeServer(), output);

    case ["stdio", "--server", var path]:
        return StdioBench.Run(Path.GetFullPath(path), output);

    case ["stdio", "--server", var path, "--against", var other]:
        return StdioBench.Compare(Path.GetFullPath(path), Path.GetFullPath(other), output);

    case ["upstream", "--server", var path]:
        return await UpstreamBench.RunAsync(Path.GetFullPath(path), output);

    case ["upstream", "--server", var path, "--against", var other]:
        return UpstreamComparison.Run(Path.GetFullPath(path), Path.GetFullPath(other), output);

    case ["gateway", "--server", var path]:
        return await GatewayBench.RunAsync(Path.GetFullPath(path), output);

    case ["gateway", "streams", "--server", var path]:
        return await StreamsBench.RunAsync(Path.GetFullPath(path), output);

    case ["gateway", "bodies", "--server", var path]:
        return await BodiesBench.RunAsync(Path.GetFullPath(path), output);

    case ["gateway", "shared", "--server", var path]:
        return await SharedBench.RunAsync(Path.GetFullPath(path), output);

    case ["gateway", "peers", "--server", var path, .. var options]:
        return await PeersBench.RunAsync(Path.GetFullPath(path), options, output);

    case ["language", "--server", var path]:
        return await LanguageBench.RunAsync(Path.GetFullPath(path), output);

    case ["ledger"]:
        return LedgerBench.Run(output);

    case ["simulate", .. var options]:
        return SimulateBench.Run(options, output);

    case [MockProcess.Paced]:
        return await PacedUpstream.ServeAsync(input, output);

    case [MockProcess.Ready]:
        return await ReadyUpstream.ServeAsync(input, output);

    case ["mock"]:
        return await MockProcess.ServeAsync(input, output);

    case ["micro"]:
        return MicroBench.Run(Path.Combine(StdioBench.Root(), "artifacts", "bench"), output);

    default:
        output.WriteLine("ShimLsp.Bench stdio [--server PATH]   the server as a process, over stdio");
        output.WriteLine("ShimLsp.Bench stdio --server PATH --against OTHER   two servers by turns, and the ratio of each number");
        output.WriteLine("ShimLsp.Bench upstream --server PATH    chat through the server against calling a mock upstream directly");
        output.WriteLine("ShimLsp.Bench upstream --server PATH --against OTHER   chat through two servers by turns, and the ratios");
        output.WriteLine("ShimLsp.Bench gateway --server PATH     requests through the gateway against calling the mock directly");
        output.WriteLine("ShimLsp.Bench gateway streams --server PATH   500 paced streams at once through the gateway");
        output.WriteLine("ShimLsp.Bench gateway bodies --server PATH    requests of 5 MiB through the gateway");
        output.WriteLine("ShimLsp.Bench gateway shared --server PATH    gateways that act as one on a Redis");
        output.WriteLine("ShimLsp.Bench gateway peers --server PATH [--json] [--portkey DIR] [--router DIR] [--ancestor DIR]");
        output.WriteLine("ShimLsp.Bench language --server PATH    a catalog of 10,000 lines in an editor");
        output.WriteLine("ShimLsp.Bench ledger                  what recording a call costs, in process");
        output.WriteLine("ShimLsp.Bench simulate                a day of a million developers against the router's caches");
        output.WriteLine("ShimLsp.Bench micro                   the pieces of a route, in process");
        return 2;
}
