using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>
/// What an open session costs: resident memory with one against a thousand, each of its own folder with no catalog of its own, each
/// having routed once. What is never given back counts as well: opening them leaves garbage behind.
/// </summary>
internal static class Sessions
{
    private const int Many = 1_000;
    private const double MostKibibytes = 32;

    public static IEnumerable<ResultRow> Measure(Surroundings bench)
    {
        bench.Output.WriteLine($"{Many:N0} sessions ...");
        using var server = bench.Start();
        var driver = new Driver(server);
        string[] folders =
        [
            .. Enumerable
                .Range(0, Many)
                .Select(number => Directory.CreateDirectory(Path.Combine(bench.Folder, $"session-{number}")).FullName),
        ];
        Open(driver, folders[..1]);
        var one = server.ResidentMebibytes();
        Open(driver, folders[1..]);
        var all = server.ResidentMebibytes();
        var each = (all - one) * 1024 / (Many - 1);

        yield return new("resident memory with one session, MiB", Sample.Of(one));
        yield return new($"with {Many:N0} sessions, MiB", Sample.Of(all));
        yield return new("a session, KiB", Sample.Of(each), $"<= {MostKibibytes:F0}", each <= MostKibibytes);
    }

    private static void Open(Driver driver, string[] folders)
    {
        driver.Run(
            Script.Of("openFolder", folders.Select(folder => $$"""{"workspaceFolder":{{Quote(folder)}}}""")),
            folders.Length,
            inFlight: 8
        );
        driver.Run(
            Script.Of("route", folders.Select(folder => $$"""{"workspaceFolder":{{Quote(folder)}},"task":"Rename the variable."}""")),
            folders.Length,
            inFlight: 8
        );
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
