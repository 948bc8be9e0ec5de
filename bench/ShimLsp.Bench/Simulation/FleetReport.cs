using static ShimLsp.Bench.Simulation.MeasuredCosts;
using static ShimLsp.Bench.Simulation.TextTable;

namespace ShimLsp.Bench.Simulation;

/// <summary>What all developers together need, from the counts of those that were simulated and from measured costs.</summary>
internal static class FleetReport
{
    private const double SlotSeconds = 300;
    private const double DaySeconds = 86_400;
    private const double Microsecond = 1e-6;
    private const double KiBOfGiB = 1024 * 1024;

    /// <summary>Writes it.</summary>
    /// <param name="scenario">What was simulated.</param>
    /// <param name="counts">What happened.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(Scenario scenario, DayCounts counts, TextWriter output)
    {
        var scale = scenario.Scale;
        var active = counts.Active * scale;
        var peak = counts.Peak.Requests * scale / SlotSeconds;
        var streams = peak * ReplySeconds;
        var request = (RequestMicroseconds + (PieceMicroseconds * ReplyPieces)) * Microsecond;
        var processors = peak * request / Utilisation;
        var memory = (scenario.Replicas * IdleMiB * 1024) + (counts.MostOpen * scale * SessionKiB) + (streams * StreamKiB);
        var classifier = ((ClassifierInput * InputPrice) + (ClassifierOutput * OutputPrice)) * Microsecond;

        var load = new TextTable("all developers", "");
        load.Add("active in the day", Number(active));
        load.Add("requests in the day", Number(counts.Requests * scale));
        load.Add("requests a second, mean", Number(counts.Requests * scale / DaySeconds));
        load.Add("requests a second, the busiest five minutes", Number(peak));
        load.Add("streams at once then, of 8 s each", Number(streams));
        load.Add("classifications a second, the busiest five minutes", Number(counts.Peak.Classifications * scale / SlotSeconds));
        load.Add("commands a second, the busiest five minutes", Number(counts.Peak.Commands * scale / SlotSeconds));
        load.Add("scores in the shared store, at most", Number(counts.MostEntries * scale));
        load.Add("scores of one developer, at most", Number(counts.MostOfOne));
        load.Add("requests of a developer: the median", Number(counts.ByDeveloper[counts.Active / 2]));
        load.Add("of one in a hundred, at least", Number(counts.ByDeveloper[counts.Active / 100]));
        load.Add("the most", Number(counts.ByDeveloper[0]));
        load.Write(output);

        var cost = new TextTable("an active developer", "a day");
        cost.Add("processor time of requests, ms", Number(counts.Requests * scale / active * RequestMicroseconds / 1000));
        cost.Add(
            $"of pieces, {ReplyPieces:F0} a reply, ms",
            Number(counts.Requests * scale / active * PieceMicroseconds * ReplyPieces / 1000)
        );
        cost.Add("of embedded classifications, ms", Number((double)counts.Classifications / counts.Active * EmbeddedMicroseconds / 1000));
        cost.Add("scores in the shared store, at the most", Number((double)counts.MostEntries / counts.Active));
        cost.Add("processors of all gateways, for the peak", Number(processors));
        cost.Add("memory of all gateways, for the peak, GiB", Number(memory / KiBOfGiB));
        cost.Add("gateways, US dollars a month and developer", Number(30 * 24 * Money(processors, memory) / active));
        cost.Add(
            "a model as classifier, US dollars a month and developer",
            Number(30 * (double)counts.Classifications / counts.Active * classifier)
        );
        cost.Write(output);
    }

    private static double Money(double processors, double memoryKiB) => (processors * ProcessorHour) + (memoryKiB / KiBOfGiB * GibHour);
}
