using System.CommandLine;
using ShimLsp.Server.Cli.Doctor.Probing;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary><c>doctor</c>: what is configured and where, what is missing, and what to do; with <c>--probe</c> also who answers.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandContext context)
    {
        var options = new SessionOptions(context);
        var probes = SharedOptions.Flag(
            "--probe",
            "Ask each model that has what it needs for one word, and say which answer. Each call is real, and paid."
        );
        var command = new DocumentedCommand(
            "doctor",
            "Say what is configured and where, what is missing, and what to do. Sends nothing without --probe."
        )
        {
            Examples = """
                shim-lsp doctor
                shim-lsp doctor --probe                     whether the models answer, and how fast
                shim-lsp doctor --folder ./clone            of that workspace
                shim-lsp doctor --json                      the same for a program
                shim-lsp doctor > /dev/null && echo yes     whether Auto can route
                """,
            ExitCodeText = """
                0    Auto can route; with --probe: a candidate answers
                1    Auto cannot route: the catalog cannot be read, the router is off, or no candidate has its key; with --probe: no candidate answers
                2    the command line is wrong
                130  a probe was ended by Ctrl-C; what was known by then is shown
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
                    DoctorView.WriteEnd(terminal, report);
                }
                else
                {
                    JsonOutput.Write(context.Terminal.Out, report, CliJson.Default.DoctorReport);
                }

                return cancellationToken.IsCancellationRequested ? ExitCodes.Interrupted
                    : report.Probes?.CanRoute ?? report.CanRoute ? ExitCodes.Ok
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
