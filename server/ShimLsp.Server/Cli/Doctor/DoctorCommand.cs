using System.CommandLine;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary><c>doctor</c>: what is configured and where, what is missing, and what to do.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandContext context)
    {
        var options = new SessionOptions(context);
        var command = new DocumentedCommand("doctor", "Say what is configured and where, what is missing, and what to do. Sends nothing.")
        {
            Examples = """
                shim-lsp doctor
                shim-lsp doctor --folder ./clone            of that workspace
                shim-lsp doctor --json                      the same for a program
                shim-lsp doctor > /dev/null && echo yes     whether Auto can route
                """,
            ExitCodeText = """
                0  Auto can route
                1  Auto cannot route: the catalog cannot be read, the router is off, or no candidate has its key
                2  the command line is wrong
                """,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var report = Diagnosis.Of(Examination.Of(context, options.FolderIn(parsed), options.ModelsIn(parsed)));
            if (options.JsonIn(parsed))
            {
                JsonOutput.Write(context.Terminal.Out, report, CliJson.Default.DoctorReport);
            }
            else
            {
                DoctorView.Write(context.Terminal, report);
            }

            return report.CanRoute ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }
}
