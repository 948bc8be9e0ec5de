using System.CommandLine;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli.Gateway;

/// <summary>The result of <c>gateway status</c>.</summary>
/// <param name="Gateways">Those that run, the newest first.</param>
internal sealed record GatewayList(IReadOnlyList<GatewayRow> Gateways);

/// <summary>A gateway that runs.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="Pid">Its process.</param>
/// <param name="Folder">The workspace that it was started for.</param>
/// <param name="Started">When.</param>
/// <param name="Page">A link to its page that works once; null if it gave none.</param>
/// <param name="Version">The version of its program; null if it does not say.</param>
/// <param name="Log">The file of its log; null if its log goes to a terminal.</param>
/// <param name="OfRun">True if it was started for one run of an agent, and ends with that; else null.</param>
internal sealed record GatewayRow(
    string Url,
    int Pid,
    string Folder,
    DateTimeOffset Started,
    string? Page,
    string? Version = null,
    string? Log = null,
    bool? OfRun = null
);

/// <summary><c>gateway status</c>: lists the person's gateways.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("status", "List your running gateways, each with a link to its page.")
        {
            Examples = "shim-lsp gateway status",
            ExitCodeText = """
                0  a gateway runs
                1  none runs
                2  the command line is wrong
                """,
            Options = { json },
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var rows = new List<GatewayRow>();
                foreach (var gateway in await new RunningGateways(context.Host).ListAsync(cancellationToken).ConfigureAwait(false))
                {
                    using var calls = GatewayConnection.Open(context.Host, gateway, FolderPath.Of(gateway.Folder));
                    var page = calls is null ? null : await calls.PageAsync(cancellationToken).ConfigureAwait(false);
                    rows.Add(
                        new(
                            gateway.Url,
                            gateway.Pid,
                            gateway.Folder,
                            gateway.Started,
                            page,
                            gateway.Version,
                            gateway.Log,
                            gateway.IsOfRun ? true : null
                        )
                    );
                }

                Write(context.Terminal, rows, parsed.GetValue(json));
                return rows.Count > 0 ? ExitCodes.Ok : ExitCodes.Failed;
            }
        );
        return command;
    }

    private static void Write(TerminalStreams terminal, List<GatewayRow> rows, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, new GatewayList(rows), CliJson.Default.GatewayList);
            return;
        }

        if (rows.Count == 0)
        {
            terminal.WriteLine("No gateway runs. Start one: shim-lsp gateway");
        }

        foreach (var row in rows)
        {
            terminal.WriteLine(row.Url, Tone.Strong);
            terminal.WriteLine($"  folder  {row.Folder}");
            terminal.WriteLine($"  pid     {row.Pid}");
            if (row.Version is { } version)
            {
                terminal.WriteLine($"  version {version}");
            }

            if (row.Log is { } log)
            {
                terminal.WriteLine($"  log     {log}");
            }

            if (row.Page is { } page)
            {
                terminal.WriteLine($"  page    {page}");
            }
        }
    }
}
