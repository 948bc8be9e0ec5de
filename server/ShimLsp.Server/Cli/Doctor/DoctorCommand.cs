using System.CommandLine;
using ShimLsp.Server.Cli.Doctor.Probing;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary><c>doctor</c>: checks the setup; with <c>--probe</c> also the endpoints.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandContext context)
    {
        var options = new SessionOptions(context);
        var probes = SharedOptions.Flag("--probe", "Also ask each model that is ready for one word. Makes real, billable calls.");
        var command = new DocumentedCommand(
            "doctor",
            "Check your setup: what is configured, what is missing, what to do. Sends no request without --probe."
        )
        {
            Examples = """
                shim-lsp doctor
                shim-lsp doctor --probe                     which models answer, and how fast
                shim-lsp doctor --folder ./clone            another workspace
                shim-lsp doctor --json                      the same as JSON
                shim-lsp doctor > /dev/null && echo yes     in a script
                """,
            ExitCodeText = """
                0    Auto can route and the catalog has no errors; with --probe, a candidate answered too
                1    a problem was found: the catalog has errors, the router is off, no candidate
                     has its key, or with --probe no candidate answered
                2    the command line is wrong
                130  --probe was stopped by Ctrl-C; the answers so far are shown
                """,
            Options = { probes },
            CleansUp = true,
        };
        options.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var seen = Examination.Of(context, options.FolderIn(parsed), options.ModelsIn(parsed));
                var terminal = options.JsonIn(parsed) ? null : context.Terminal;
                var report = Diagnosis.Of(seen);
                if (terminal is not null)
                {
                    DoctorView.WriteFindings(terminal, report);
                }

                if (parsed.GetValue(probes))
                {
                    report = await ProbeAsync(seen, report, terminal, cancellationToken).ConfigureAwait(false);
                }

                if (terminal is not null)
                {
                    DoctorView.WriteEnd(context, report);
                }
                else
                {
                    JsonOutput.Write(context.Terminal.Out, report, CliJson.Default.DoctorReport);
                }

                return cancellationToken.IsCancellationRequested ? ExitCodes.Interrupted
                    : (report.Probes?.CanRoute ?? report.CanRoute) && !report.HasErrors ? ExitCodes.Ok
                    : ExitCodes.Failed;
            }
        );
        return command;
    }

    private static async Task<DoctorReport> ProbeAsync(
        Examination seen,
        DoctorReport report,
        TerminalStreams? terminal,
        CancellationToken cancellationToken
    )
    {
        using var models = new WorkspaceModels(seen.Host, seen.Query, seen.Load);
        var view = terminal is null ? null : new ProbeView(terminal, [.. ProbeRun.Asked(seen).Select(model => model.Slug.Value)]);
        view?.Begin();
        var probes = await ProbeRun
            .AskAllAsync(seen, new Probe(models.Upstream, seen.Host.Time), (one, waiting) => view?.Show(one, waiting), cancellationToken)
            .ConfigureAwait(false);
        view?.End(probes);
        return report with { Probes = probes, Next = [.. ProbeRemedies.For(seen, probes.Models), .. report.Next] };
    }
}
