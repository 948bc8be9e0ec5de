using ShimLsp.Fuzz;
using ShimLsp.Fuzz.Engine;

#pragma warning disable RS0030 // nobody speaks a protocol on this program's stdout
var output = Console.Out;
#pragma warning restore RS0030

// Nothing of the server may be loaded yet: its assemblies are what is written.
if (args is ["instrument"])
{
    Instrumentation.Write(AppContext.BaseDirectory);
    return 0;
}

// Instrumented code needs a map from the start.
var edges = new EdgeMap();
var command = args.Length > 0 && FuzzOptions.Parse(args[1..]) is { } options ? new FuzzCommand(options, edges, output) : null;
return (command, args.FirstOrDefault()) switch
{
    ({ }, "run") => command.Fuzz(),
    ({ }, "try") => command.Try(),
    ({ }, "minimise") => command.Minimise(),
    ({ }, "last") => command.KeepLast(),
    _ => Usage(),
};

int Usage()
{
    output.WriteLine("run      [--target NAME] [--executions N] [--seconds N] [--seed N] [--resume]   fuzzes");
    output.WriteLine(
        "try      [--target NAME] [--input ESCAPED]                                      executes the kept corpus, or one input"
    );
    output.WriteLine(
        "minimise [--target NAME]                                                        keeps the smallest of what was found"
    );
    return 2;
}
