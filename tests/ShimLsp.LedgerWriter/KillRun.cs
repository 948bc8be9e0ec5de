using System.Diagnostics;
using System.Globalization;
using ShimLsp.Server.Hosting.Ledger;
using ShimLsp.Server.Hosting.Ledger.Sqlite;

namespace ShimLsp.LedgerWriter;

/// <summary>What came of killing writers.</summary>
/// <param name="Kills">How many were killed.</param>
/// <param name="Batches">How many batches they had said were written.</param>
/// <param name="Missing">Those of them that the file lacks.</param>
/// <param name="Torn">Batches of which the file has a part.</param>
/// <param name="Broken">How often SQLite's own check found something.</param>
public sealed record KillReport(int Kills, long Batches, long Missing, long Torn, int Broken)
{
    /// <summary>Whether nothing was found, and the writers did write.</summary>
    public bool IsGood => Missing == 0 && Torn == 0 && Broken == 0 && Batches > Kills;
}

/// <summary>
/// Starts writers on one file and kills each with SIGKILL at a random moment. After each kill, what a writer had said was written must be
/// there, every batch whole, and the file sound.
/// </summary>
public static class KillRun
{
    // A new file now and then keeps the check short.
    private const int KillsPerFile = 100;

    /// <summary>Kills writers.</summary>
    /// <param name="kills">How many.</param>
    /// <param name="seed">Of the moments.</param>
    public static async Task<KillReport> RunAsync(int kills, int seed)
    {
        var (random, report) = (new Random(seed), new KillReport(0, 0, 0, 0, 0));
        while (report.Kills < kills)
        {
            var folder = Directory.CreateTempSubdirectory("shim-lsp-ledger-");
            try
            {
                var next = 1;
                for (var kill = 0; kill < KillsPerFile && report.Kills < kills; kill++)
                {
                    var last = await KillOneAsync(folder.FullName, next, TimeSpan.FromMilliseconds(random.Next(40)));
                    report = Check(
                        folder.FullName,
                        last,
                        report with
                        {
                            Kills = report.Kills + 1,
                            Batches = report.Batches + last - next + 1,
                        }
                    );
                    next = last + 2; // the one after the last may or may not be there
                }
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        return report;
    }

    /// <returns>The last batch that it said was written.</returns>
    private static async Task<int> KillOneAsync(string folder, int first, TimeSpan after)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var word in new[] { "exec", typeof(KillRun).Assembly.Location, "write", folder, $"{first}" })
        {
            start.ArgumentList.Add(word);
        }

        using var writer = Process.Start(start)!;
        var last = Last(await writer.StandardOutput.ReadLineAsync());
        await Task.Delay(after);
        writer.Kill();
        var rest = await writer.StandardOutput.ReadToEndAsync();
        await writer.WaitForExitAsync();
        // A line without its end was cut off by the kill.
        return rest.LastIndexOf('\n') is > 0 and var end ? Last(rest[..end].Split('\n')[^1]) : last;
    }

    private static int Last(string? line) => int.Parse(line!, CultureInfo.InvariantCulture);

    private static KillReport Check(string folder, int last, KillReport before)
    {
        using var database = Database.Open(Path.Join(folder, LedgerFile.Name), Native.OpenReadWrite, TimeSpan.FromSeconds(5));
        using var check = database.Prepare("PRAGMA integrity_check(1)");
        var isSound = check.Step() && check.Text(0) == "ok";
        check.Reset();
        var torn = database.Number($"SELECT count(*) FROM (SELECT 1 FROM calls GROUP BY attempt HAVING count(*) <> {BatchWriter.Calls})");
        var lacks = database.Number($"SELECT count(*) FROM calls WHERE attempt = {last}") == BatchWriter.Calls ? 0 : 1;
        return before with { Missing = before.Missing + lacks, Torn = before.Torn + torn, Broken = before.Broken + (isSound ? 0 : 1) };
    }
}
