using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Cli.Usage;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli;

/// <summary><c>status</c>: what a session of this workspace would start with.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new DocumentedCommand("status", "Show the active model, the catalog, the router's settings and the available models.")
        {
            Examples = """
                shim-lsp status
                shim-lsp status --json                      what the method status answers
                shim-lsp status --since 7d                  and what this workspace's calls took
                """,
        };
        var since = UsageCommand.SinceOption(context.Host, $"Also show what the calls of this workspace took since then: {Since.Takes}.");
        command.Options.Add(since);
        new SessionOptions(context).SetAction(
            command,
            async (session, parsed, json, cancellationToken) =>
            {
                var ((status, models), isOfGateway) = await session
                    .AskAsync(
                        gateway => OfAsync(gateway, cancellationToken),
                        async () =>
                            new Both(await session.StatusAsync(cancellationToken).ConfigureAwait(false), session.Contract.ListModels()),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                var usage = parsed.GetValue(since) is { } written
                    ? await session.Contract.LedgerAsync(new() { Since = written }, cancellationToken).ConfigureAwait(false)
                    : null;
                if (json && usage is not null)
                {
                    JsonOutput.Write(
                        context.Terminal.Out,
                        new StatusOutput(
                            JsonSerializer.SerializeToElement(status, WireJson.Default.StatsInfo),
                            JsonSerializer.SerializeToElement(usage, WireJson.Default.LedgerResult)
                        ),
                        CliJson.Default.StatusOutput
                    );
                }
                else if (json)
                {
                    JsonOutput.Write(context.Terminal.Out, status, WireJson.Default.StatsInfo);
                }
                else
                {
                    Write(context.Terminal, session, status, models, isOfGateway, usage);
                    ModelsView.WriteProblems(context.Terminal, models.Catalog);
                }

                return session.Snapshot.CatalogState.Catalog is null ? ExitCodes.Failed : ExitCodes.Ok;
            }
        );
        return command;
    }

    private static async Task<Both?> OfAsync(GatewayConnection gateway, CancellationToken cancellationToken) =>
        await gateway.StatusAsync(cancellationToken).ConfigureAwait(false) is { } status
        && await gateway.ModelsAsync(cancellationToken).ConfigureAwait(false) is { } models
            ? new(status, models)
            : null;

    private static void Write(
        TerminalStreams terminal,
        OneShot session,
        StatsInfo status,
        ListModelsResult models,
        bool isOfGateway,
        LedgerResult? usage
    )
    {
        var real = models.Models.Where(model => model.Kind is ModelKind.Model).ToArray();
        var available = real.Where(model => model.Availability.State is AvailabilityState.Available).Select(model => model.Slug).ToArray();
        var table = new Table("", "");
        table.Add("Workspace", session.Folder.Value);
        table.Add("Active", new(status.Active, Tone.Strong));
        table.Add(
            "Available",
            available.Length == 0 ? new Cell("none", Tone.Bad) : $"{string.Join(", ", available)} ({available.Length} of {real.Length})"
        );
        table.Add("Router", Words(session.Snapshot.Router));
        if (status.Feedback is { } feedback)
        {
            table.Add("Feedback", $"{FeedbackCommand.Words(feedback.Threshold, feedback.Offset)}: {Words(feedback)}");
        }

        foreach (var budget in status.Budget ?? [])
        {
            table.Add("Budget", BudgetLine.Of(budget));
        }

        table.Add("Cache", CacheWords(session.Snapshot.Router, status));
        table.Add(
            "Requests",
            isOfGateway
                ? $"{status.Requests}, of the running gateway"
                : $"{status.Requests}: counted per process; an editor's server has its own count"
        );
        if (usage is not null)
        {
            table.Add($"Since {usage.Since}", usage.Problem ?? UsageView.Line(usage.Total));
        }

        table.WriteRowsTo(terminal);
        ModelsView.WriteCatalog(terminal, models.Catalog);
    }

    private static string Words(FeedbackStatsInfo feedback)
    {
        (int Count, string Words)[] verdicts =
        [
            (feedback.TooWeak, feedback.Inferred > 0 ? $"too weak ({feedback.Inferred} inferred)" : "too weak"),
            (feedback.TooStrong, "too strong"),
            (feedback.Right, "right"),
        ];
        return string.Join(", ", verdicts.Where(verdict => verdict.Count > 0).Select(verdict => $"{verdict.Count} {verdict.Words}"));
    }

    private static string Words(RouterSpec router) =>
        router.Enabled
            ? string.Join(
                ", ",
                string.Create(CultureInfo.InvariantCulture, $"threshold {router.Threshold:0.00##}"),
                router.Classifier is { } slug ? $"classifier {slug}" : "embedded scorer",
                $"default {router.Default?.Value ?? "none"}"
            )
            : "off";

    private static string CacheWords(RouterSpec router, StatsInfo status) =>
        router.Cache
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{status.Entries} of {status.Capacity} entries, "
                    + $"{(router.CacheTtl is { } life ? $"each for {life.TotalSeconds:0.###} s" : "no expiry")}"
            )
            : "off";

    private sealed record Both(StatsInfo Status, ListModelsResult Models);
}

/// <summary>What <c>status --since --json</c> prints.</summary>
/// <param name="Status">What the method <c>status</c> answers.</param>
/// <param name="Ledger">What the method <c>ledger</c> answers.</param>
internal sealed record StatusOutput(JsonElement Status, JsonElement Ledger);
