using System.CommandLine;
using System.CommandLine.Parsing;
using ShimLsp.Core.Ledger;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Ledger;

namespace ShimLsp.Server.Cli.Usage;

/// <summary><c>usage</c>: what the recorded calls of this machine took, by model, workspace, tenant or day.</summary>
internal static class UsageCommand
{
    private static string[] Groups => ["model", "workspace", "tenant", "day"];

    public static Command Create(CommandContext context)
    {
        var since = SinceOption(context.Host);
        var by = new Option<string>("--by")
        {
            Description = "What each line is of.",
            HelpName = string.Join('|', Groups),
            DefaultValueFactory = _ => Groups[0],
        };
        by.AcceptOnlyFromAmong(Groups);
        var folder = new Option<string?>("--folder")
        {
            Description = "Only the calls of this workspace. Without it, of all.",
            HelpName = "DIR",
            CompletionSources = { new PathCompletion(context.Host).Folders },
        };
        var csv = SharedOptions.Flag("--csv", "Print the lines as comma-separated values.");
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "usage",
            "Show what calls to models took: tokens, cost, time. Every process of yours records them."
        )
        {
            Examples = """
                shim-lsp usage                              by model, of the last 30 days
                shim-lsp usage --by day --since 7d          today and the six days before
                shim-lsp usage --by tenant --since 2026-11-01 --csv > november.csv
                """,
            ExitCodeText = """
                0  done
                1  the record cannot be read
                2  the command line is wrong
                """,
            Options = { since, by, folder, csv, json },
        };
        command.Validators.Add(result => MustBeOneFormat(result, csv, json));
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var query = new LedgerQuery(DayOf(parsed.GetValue(since), context.Host), GroupOf(parsed.GetValue(by)!));
                var workspace = parsed.GetValue(folder) is { } named ? FolderOf(named, context.Host) : null;
                try
                {
                    var report = await new LedgerHistory(context.Host.StateFolder)
                        .ReadAsync(query, tenant: null, workspace, cancellationToken)
                        .ConfigureAwait(false);
                    Write(context.Terminal, report, parsed.GetValue(csv), parsed.GetValue(json));
                    if (!LedgerLimits.Of(context.Host).IsOn)
                    {
                        context.Terminal.Error.WriteLine($"shim-lsp: {LedgerLimits.Variable} is off here, so no call is recorded.");
                    }

                    return ExitCodes.Ok;
                }
                catch (LedgerException unreadable)
                {
                    return Failure.Of(unreadable.Message).Tell(context.Terminal, parsed.GetValue(json));
                }
            }
        );
        return command;
    }

    /// <summary>The option for the first day.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="description">What it does; null for what it does here.</param>
    public static Option<string?> SinceOption(HostEnvironment host, string? description = null)
    {
        var option = new Option<string?>("--since")
        {
            Description = description ?? $"The first day: {Since.Takes}. Without it, {Since.Default}.",
            HelpName = "DAYS|DATE",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !Since.TryParse(text, host.Time, out _))
            {
                result.AddError($"--since takes {Since.Takes}, not '{text}'.");
            }
        });
        return option;
    }

    /// <summary>The first day. The validator has checked it.</summary>
    /// <param name="written">As written; null for the default.</param>
    /// <param name="host">The machine.</param>
    public static DateOnly DayOf(string? written, HostEnvironment host) =>
        Since.TryParse(written, host.Time, out var day) ? day : throw new InvalidOperationException();

    private static void Write(TerminalStreams terminal, LedgerReport report, bool csv, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, report.ToInfo(), WireJson.Default.LedgerResult);
        }
        else if (csv)
        {
            UsageCsv.Write(terminal.Out, report);
        }
        else
        {
            UsageView.Write(terminal, report);
        }
    }

    private static LedgerGroup GroupOf(string word) => Enum.Parse<LedgerGroup>(word, ignoreCase: true);

    // It need not be there any more: the calls that were made in it are.
    private static string FolderOf(string written, HostEnvironment host) => SharedOptions.FolderOf(written, host).Real().Value;

    private static void MustBeOneFormat(CommandResult result, Option<bool> csv, Option<bool> json)
    {
        if (result.GetValue(csv) && result.GetValue(json))
        {
            result.AddError("Give either --csv or --json.");
        }
    }
}
