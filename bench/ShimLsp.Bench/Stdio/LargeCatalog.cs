using System.Diagnostics;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>
/// A catalog of 10,000 models, from the start of the process to the last byte of the list; the list once more; and routes among them.
/// </summary>
internal static class LargeCatalog
{
    private const int Models = 10_000;
    private const int Rounds = 7;
    private const double MostMilliseconds = 100;

    public static IEnumerable<ResultRow> Measure(Surroundings bench)
    {
        bench.Output.WriteLine($"A catalog of {Models:N0} models, {Rounds} times ...");
        var file = Path.Combine(bench.Folder, "many-models.json");
        File.WriteAllBytes(file, ManyModels.Make(Models));
        var (first, again, miss, hit) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            using var server = bench.Start("--models", file);
            var driver = new Driver(server);
            driver.Answer("listModels");
            first.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            again.Add(Milliseconds(driver, "listModels"));
            miss.Add(Milliseconds(driver, "route", """{"task":"Rename a variable."}"""));
            hit.Add(Milliseconds(driver, "route", """{"task":"Rename a variable."}"""));
            if (driver.Call("listModels").GetProperty("models").GetArrayLength() != Models + 1)
            {
                throw new InvalidOperationException("Not every model is listed.");
            }
        }

        var list = Sample.Of(first);
        yield return new(
            $"{Models:N0} models: from the start to the whole list, ms",
            list,
            $"<= {MostMilliseconds:F0}",
            list.Median <= MostMilliseconds
        );
        yield return new("the list once more, ms", Sample.Of(again));
        yield return new("`route` among them, not cached, ms", Sample.Of(miss));
        yield return new("the same, cached, ms", Sample.Of(hit));
    }

    private static double Milliseconds(Driver driver, string method, string parameters = "{}")
    {
        var started = Stopwatch.GetTimestamp();
        driver.Answer(method, parameters);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
