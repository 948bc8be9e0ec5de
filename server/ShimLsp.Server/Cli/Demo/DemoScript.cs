using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>What is shown, in order. Every number comes from the server's answers; none is written here.</summary>
/// <param name="home">Where the server lives.</param>
/// <param name="sample">Its catalog.</param>
/// <param name="server">The server, for its notifications.</param>
/// <param name="client">The calls.</param>
/// <param name="show">Takes each step when it is done.</param>
internal sealed class DemoScript(DemoHome home, SampleCatalog sample, DemoServer server, DemoClient client, Action<DemoStep> show)
{
    private const double HighThreshold = 0.95;
    private const double RetryAfterSeconds = 1;
    private const string Trivial = "Fix the typo in the heading of README.md";
    private const string Middling = "Find out why the cache test is flaky, and fix it";

    private static readonly ImmutableArray<string> Rising =
    [
        Trivial,
        "Write unit tests for the parser in src/dates.ts",
        "Make fetchUser async and update its callers",
        Middling,
        "Prove that the sharded store never loses a write",
    ];

    private string section = "";

    /// <summary>Runs the demonstration.</summary>
    /// <returns>The server's status at the end.</returns>
    public async Task<StatsInfo> RunAsync(double startMilliseconds, CancellationToken cancellationToken)
    {
        await StartAsync(startMilliseconds, cancellationToken).ConfigureAwait(false);
        await TasksAsync(cancellationToken).ConfigureAwait(false);
        await SwitchAsync(cancellationToken).ConfigureAwait(false);
        await ConfigurationAsync(cancellationToken).ConfigureAwait(false);
        await CatalogAsync(cancellationToken).ConfigureAwait(false);
        await RateLimitAsync(cancellationToken).ConfigureAwait(false);
        return (await client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value;
    }

    private async Task StartAsync(double startMilliseconds, CancellationToken cancellationToken)
    {
        section = "The server starts";
        Done("process started, initialize answered", startMilliseconds);
        var models = await client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
        var real = models.Value.Models.Where(model => model.Kind is ModelKind.Model).OrderBy(model => model.Cost).ToArray();
        Done(
            $"listModels: {real.Length} models and their cost",
            models.Milliseconds,
            why: string.Join(", ", real.Select(model => string.Create(CultureInfo.InvariantCulture, $"{model.Slug} {model.Cost:0.##}")))
        );
    }

    private async Task TasksAsync(CancellationToken cancellationToken)
    {
        section = "Tasks of rising difficulty go to the cheapest model that is good enough";
        foreach (var task in Rising)
        {
            await RouteAsync(task, cancellationToken).ConfigureAwait(false);
        }

        section = "The same task again is answered from the cache";
        await RouteAsync(Middling, cancellationToken).ConfigureAwait(false);
    }

    private async Task SwitchAsync(CancellationToken cancellationToken)
    {
        section = "You switch: the cache is emptied";
        var strongest = sample.Catalog.Models.MaxBy(model => model.Cost)!.Slug.Value;
        var there = await client.SwitchAsync(strongest, cancellationToken).ConfigureAwait(false);
        Done($"switchModel {there.Value.Active}", there.Milliseconds, there.Value.Evicted);
        await RouteAsync(Trivial, cancellationToken).ConfigureAwait(false);
        var back = await client.SwitchAsync(there.Value.Previous, cancellationToken).ConfigureAwait(false);
        Done($"switchModel {back.Value.Active}", back.Milliseconds, back.Value.Evicted);
        await RouteAsync(Middling, cancellationToken).ConfigureAwait(false);
    }

    private async Task ConfigurationAsync(CancellationToken cancellationToken)
    {
        section = "You raise the threshold: the same task goes to a stronger model";
        await ConfigureAsync(HighThreshold, cancellationToken).ConfigureAwait(false);
        await RouteAsync(Middling, cancellationToken).ConfigureAwait(false);
        await ConfigureAsync(null, cancellationToken).ConfigureAwait(false);
    }

    private async Task CatalogAsync(CancellationToken cancellationToken)
    {
        section = "You edit models.json: the server notices by itself";
        var before = await RouteAsync(Trivial, cancellationToken).ConfigureAwait(false);
        var entries = (await client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value.Entries;
        var told = await client
            .Timed(() =>
            {
                var next = server.NextCatalog(cancellationToken);
                home.Write(sample.Without(before.Slug));
                return next;
            })
            .ConfigureAwait(false);
        var after = (await client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value.Entries;
        Done(
            $"{before.Slug} is no longer a candidate",
            told.Milliseconds,
            entries - after,
            "from the edit to the notification; the server waits until an editor has finished"
        );
        await RouteAsync(Trivial, cancellationToken).ConfigureAwait(false);
    }

    private async Task RateLimitAsync(CancellationToken cancellationToken)
    {
        section = "A model answers 429: the next task avoids it, and later returns to it";
        var first = await RouteAsync(Middling, cancellationToken).ConfigureAwait(false);
        var entries = (await client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value.Entries;
        var back = server.NextReturn(cancellationToken);
        var waited = client.Timed(() => back);
        var report = await client.ReportRateLimitAsync(first.Slug, RetryAfterSeconds, cancellationToken).ConfigureAwait(false);
        var after = (await client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value.Entries;
        Done(
            $"reportOutcome {first.Slug}: 429, retry after {RetryAfterSeconds} s",
            report.Milliseconds,
            entries - after,
            $"{first.Slug}: {report.Value.Availability.Reason ?? "rate limited"}"
        );
        await RouteAsync(Middling, cancellationToken).ConfigureAwait(false);
        var available = await waited.ConfigureAwait(false);
        Done($"{available.Value.Slug} is available again", available.Milliseconds, why: "from the report to the notification");
        await RouteAsync(Middling, cancellationToken).ConfigureAwait(false);
    }

    private async Task ConfigureAsync(double? threshold, CancellationToken cancellationToken)
    {
        var before = (await client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value.Entries;
        var after = await client.ConfigureAsync(threshold, cancellationToken).ConfigureAwait(false);
        var what = threshold is { } value ? string.Create(CultureInfo.InvariantCulture, $"threshold {value:0.00}") : "threshold as before";
        Done($"didChangeConfiguration: {what}", after.Milliseconds, before - after.Value.Entries);
    }

    private async Task<DecisionInfo> RouteAsync(string task, CancellationToken cancellationToken)
    {
        var (decision, milliseconds) = await client.RouteAsync(task, cancellationToken).ConfigureAwait(false);
        show(
            new()
            {
                Section = section,
                What = task,
                Model = decision.Slug,
                Score = decision.Score,
                Source = decision.Source,
                Why = decision.Reason,
                Milliseconds = milliseconds,
            }
        );
        return decision;
    }

    private void Done(string what, double milliseconds, int? dropped = null, string? why = null) =>
        show(
            new()
            {
                Section = section,
                What = what,
                Dropped = dropped,
                Why = why,
                Milliseconds = milliseconds,
            }
        );
}
