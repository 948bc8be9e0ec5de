using ShimLsp.Soak;
using ShimLsp.Soak.Gateway;
using ShimLsp.Soak.Shared;

#pragma warning disable RS0030 // nobody speaks a protocol on this program's stdout
var output = Console.Out;
#pragma warning restore RS0030

if (SoakOptions.Read(args) is not { } options)
{
    output.WriteLine(SoakOptions.Usage);
    return 2;
}

if (!File.Exists(options.Server))
{
    output.WriteLine($"{options.Server} does not exist. `npm run build:native` makes it; --server names another.");
    return 2;
}

if (options.IsOfGateway)
{
    return (await new GatewaySoakRun(options, output).RunAsync()).Write(output) ? 0 : 1;
}

if (options.IsOfShared)
{
    return await new SharedSoakRun(options, output).RunAsync() is not { } report ? 0
        : report.Write(output) ? 0
        : 1;
}

return (await new SoakRun(options, output).RunAsync()).Write(output) ? 0 : 1;
