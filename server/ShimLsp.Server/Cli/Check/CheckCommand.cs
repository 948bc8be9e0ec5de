using System.CommandLine;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Check;

/// <summary><c>check</c>: every problem of a models.json, for a person and for CI.</summary>
internal static class CheckCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "The models.json to check; '-' is stdin. Without it, the catalog that the workspace uses.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "FILE",
            CompletionSources = { new PathCompletion(context.Host).Files },
        };
        file.Validators.Add(SharedOptions.MustNotBeOption);
        var folder = SharedOptions.Folder(context.Host);
        var strict = SharedOptions.Flag("--strict", "Fail on warnings too.");
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("check", "Check a models.json: print every problem with its line and column.")
        {
            Examples = """
                shim-lsp check                              the catalog in use here
                shim-lsp check .shim/models.json --strict   in CI: warnings fail too
                git show :models.json | shim-lsp check -    before a commit
                """,
            ExitCodeText = """
                0  no errors (with --strict: no warnings either)
                1  there are errors, or the file cannot be read
                2  the command line is wrong
                """,
            Arguments = { file },
            Options = { folder, strict, json },
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(folder) is not null && result.GetValue(file) is not null)
            {
                result.AddError("Give FILE or --folder, not both.");
            }
        });
        command.SetAction(parsed =>
        {
            var asJson = parsed.GetValue(json);
            CheckReport report;
            if (parsed.GetValue(file) is { } written)
            {
                var (bytes, failure) = InputFile.Open(written, "a models.json", context);
                if (bytes is null)
                {
                    return failure!.Tell(context.Terminal, asJson);
                }

                using (bytes)
                {
                    report = CheckReport.Of(InputFile.NameOf(written), bytes);
                }
            }
            else
            {
                report = CheckReport.OfWorkspace(context, SharedOptions.FolderOf(parsed.GetValue(folder), context.Host));
            }

            Write(context.Terminal, report, asJson);
            return report.Errors > 0 || (report.Warnings > 0 && parsed.GetValue(strict)) ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }

    private static void Write(TerminalStreams terminal, CheckReport report, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, report, CliJson.Default.CheckReport);
            return;
        }

        foreach (var problem in report.Problems)
        {
            terminal.WriteLine(ProblemLine.Of(problem), ProblemLine.ToneOf(problem.Severity));
        }

        terminal.WriteLine(
            Summary(report),
            report.Errors > 0 ? Tone.Bad
                : report.Warnings > 0 ? Tone.Warning
                : Tone.Good
        );
    }

    private static string Summary(CheckReport report)
    {
        var models = report.Models is { } count ? Number(count, "model") : "cannot be read";
        var problems = string.Join(
            ", ",
            new[] { (Count: report.Errors, Name: "error"), (Count: report.Warnings, Name: "warning"), (Count: report.Notes, Name: "note") }
                .Where(kind => kind.Count > 0)
                .Select(kind => Number(kind.Count, kind.Name))
        );
        var file = report.File == "embedded" ? "The built-in sample" : report.File;
        return $"{file}: {models}, {(problems.Length > 0 ? problems : "no problems")}.";
    }

    private static string Number(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
