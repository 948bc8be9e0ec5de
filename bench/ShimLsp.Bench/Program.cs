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
        return MicroBench.Run(Path.Combine(StdioBench.Root(), "artifacts", "bench"), output);

    default:
        output.WriteLine("ShimLsp.Bench stdio [--server PATH]   the server as a process, over stdio");
        output.WriteLine("ShimLsp.Bench micro                   the pieces of a route, in process");
        return 2;
}
