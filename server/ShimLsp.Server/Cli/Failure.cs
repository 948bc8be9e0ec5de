using System.CommandLine;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli;

/// <summary>Why a command failed.</summary>
/// <param name="ExitCode">What the process ends with.</param>
/// <param name="Code">The contract's error code, or <see cref="CommandFailed"/>.</param>
/// <param name="Message">One line that says what to do.</param>
/// <param name="Data">The facts; null if there are none.</param>
internal sealed record Failure(int ExitCode, int Code, string Message, ErrorData? Data = null)
{
    /// <summary>The code if the command failed outside the contract.</summary>
    public const int CommandFailed = -32000;

    private const string SeeDoctor = "What to do: shim-lsp doctor";

    /// <summary>The command line is wrong.</summary>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="command">The command whose help says more.</param>
    public static Failure Usage(string message, Command command)
    {
        var help = command is RootCommand ? "shim-lsp --help" : $"shim-lsp {command.Name} --help";
        // The parser lists choices on lines of their own.
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var end = line is [.., '.' or '?'] ? "" : ".";
        return new(ExitCodes.Usage, (int)ContractErrorCode.InvalidParams, $"{line}{end} See: {help}");
    }

    /// <summary>The command could not do its work.</summary>
    /// <param name="message">Why, and what to do.</param>
    public static Failure Of(string message) => new(ExitCodes.Failed, CommandFailed, message);

    /// <summary>The same, because of a problem.</summary>
    /// <param name="problem">Why.</param>
    public static Failure Of(CatalogProblem problem) => Of(Words(problem));

    /// <summary>The contract returned an error.</summary>
    /// <param name="error">Why.</param>
    public static Failure Of(ContractError error)
    {
        var message = error.Data switch
        {
            NoRoutableModelData none => none.Budget is null ? $"{NothingRoutable(none) ?? error.Message} {SeeDoctor}" : error.Message,
            InvalidCatalogData { Problems: [var first, ..] } => $"{Words(first)} {SeeDoctor}", // one line, so the first problem
            InvalidCatalogData => $"{error.Message} {SeeDoctor}",
            _ => error.Message,
        };
        return new(ExitCodeOf(error.Code), (int)error.Code, message, error.Data);
    }

    /// <summary>Prints it, and returns the exit code.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="json">Whether the output is read by a program.</param>
    public int Tell(TerminalStreams terminal, bool json)
    {
        terminal.Error.WriteLine($"shim-lsp: {Shown.Line(Message)}");
        if (json)
        {
            JsonOutput.Write(
                terminal.Out,
                new FailureOutput(new(Code, Message, Data is null ? null : WireJson.ToElement(Data))),
                CliJson.Default.FailureOutput
            );
        }

        return ExitCode;
    }

    /// <summary>A problem on one line: its place and its message.</summary>
    /// <param name="problem">The problem.</param>
    public static string Words(CatalogProblem problem) => Words(problem.ToInfo());

    private static int ExitCodeOf(ContractErrorCode code) => code is ContractErrorCode.InvalidParams ? ExitCodes.Usage : ExitCodes.Failed;

    // A person who named some candidates knows that the others were left out.
    private static string? NothingRoutable(NoRoutableModelData data)
    {
        var asked = data.Candidates.Where(candidate => candidate.Rejection is not Rejection.NotRequested).ToArray();
        var reasons = asked.Select(candidate => $"{candidate.Slug} {ContractErrors.Words(candidate.Rejection)}");
        return asked.Length > 0 ? $"No model can take this task now: {string.Join(", ", reasons)}." : null;
    }

    private static string Words(ProblemInfo problem) =>
        problem.Source.Length > 0 ? $"{ProblemLine.Place(problem)}: {problem.Message}" : problem.Message;
}
