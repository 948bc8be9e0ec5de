using System.Globalization;
using ShimLsp.LedgerWriter;

#pragma warning disable RS0030 // nobody speaks a protocol on this program's stdout
var output = Console.Out;
#pragma warning restore RS0030

switch (args)
{
    // Killed by who started it.
    case ["write", var folder, var first]:
        BatchWriter.WriteForever(folder, int.Parse(first, CultureInfo.InvariantCulture), output);
        return 0;
    case ["fill", var folder]:
        DiskFiller.Run(folder, output);
        return 0;
    case ["kills", var count]:
        var report = await KillRun.RunAsync(int.Parse(count, CultureInfo.InvariantCulture), seed: 1);
        output.WriteLine(report);
        return report.IsGood ? 0 : 1;
    case ["speed", var seconds, var rate]:
        SpeedRun.Run(int.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(rate, CultureInfo.InvariantCulture), output);
        return 0;
    default:
        output.WriteLine("ShimLsp.LedgerWriter kills COUNT           kills as many writers, and checks the file after each");
        output.WriteLine("ShimLsp.LedgerWriter speed SECONDS RATE    records so many calls a second, and says what that takes");
        return 2;
}
