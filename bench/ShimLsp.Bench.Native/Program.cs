using System.Runtime.InteropServices;
using ShimLsp.Bench.Native;
using ShimLsp.Bench.Report;

#pragma warning disable RS0030 // nobody speaks a protocol on this program's stdout
var output = Console.Out;
#pragma warning restore RS0030

output.WriteLine("In process, native, some thirty seconds ...");
ResultRow[] rows =
[
    .. EmbeddedScores.Measure(),
    .. CachedRoute.Measure(),
    .. AgentTurn.Measure(),
    .. CacheSizes.Hits(),
    .. CacheSizes.Routes(),
    .. CacheSizes.Mix(),
    .. LargeCatalog.Measure(),
];
output.WriteLine($"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors");
ResultTable.Write(output, rows);
