using System.CommandLine;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Rpc;
using StreamJsonRpc;

namespace ShimLsp.Server.Cli;

/// <summary>Why a command ends without its result.</summary>
/// <param name="ExitCode">What the process ends with.</param>
/// <param name="Code">The contract's error code.</param>
/// <param name="Message">One line that says what to do.</param>
/// <param name="Data">What the contract sends along; null for nothing.</param>
internal sealed record Failure(int ExitCode, int Code, string Message, JsonElement? Data = null)
{
    /// <summary>A code that JSON-RPC leaves to the server: what failed is no method of the contract.</summary>
    public const int CommandFailed = -32000;

    private const string SeeDoctor = "What to do: shim-lsp doctor";

    /// <summary>The command line is wrong.</summary>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="command">Whose help says more.</param>
    public static Failure Usage(string message, Command command)
    {
        var help = command is RootCommand ? "shim-lsp --help" : $"shim-lsp {command.Name} --help";
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)); // the parser lists choices on lines
        var end = line is [.., '.' or '?'] ? "" : ".";
        return new(ExitCodes.Usage, RpcErrorCodes.InvalidParams, $"{line}{end} See: {help}");
    }

    /// <summary>What the command was to do could not be done.</summary>
    /// <param name="message">Why, and what to do.</param>
    public static Failure Of(string message) => new(ExitCodes.Failed, CommandFailed, message);

    /// <summary>The same, for a reason that was found.</summary>
    /// <param name="problem">Why.</param>
    public static Failure Of(CatalogProblem problem) => Of(Words(problem));

    /// <summary>The contract refused.</summary>
    /// <param name="refused">How.</param>
    public static Failure Of(LocalRpcException refused)
    {
        var data = refused.ErrorData as JsonElement?;
        var message = refused.ErrorCode switch
        {
            RpcErrorCodes.NoRoutableModel => $"{NothingRoutable(data) ?? refused.Message} {SeeDoctor}",
            RpcErrorCodes.InvalidCatalog => $"{FirstProblem(data) ?? refused.Message} {SeeDoctor}",
            _ => refused.Message,
        };
        return new(refused.ErrorCode == RpcErrorCodes.InvalidParams ? ExitCodes.Usage : ExitCodes.Failed, refused.ErrorCode, message, data);
    }

    /// <summary>Tells it, and gives the exit code.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="json">Whether the output is read by a program.</param>
    public int Tell(TerminalStreams terminal, bool json)
    {
        terminal.Error.WriteLine($"shim-lsp: {Shown.Line(Message)}");
        if (json)
        {
            JsonOutput.Write(terminal.Out, new FailureOutput(new(Code, Message, Data)), CliJson.Default.FailureOutput);
        }

        return ExitCode;
    }

    /// <summary>A problem on one line: where it is, as editors open it, and what it is.</summary>
    /// <param name="problem">The problem.</param>
    public static string Words(CatalogProblem problem) => Words(problem.ToInfo());

    // Who named a few candidates knows that the others are not among them.
    private static string? NothingRoutable(JsonElement? data)
    {
        var asked = data
            ?.Deserialize(WireJson.Default.NoRoutableModelData)
            ?.Candidates.Where(candidate => candidate.Rejection is not Rejection.NotRequested)
            .ToArray();
        return asked is { Length: > 0 }
            ? $"No model can take this task now: {string.Join(", ", asked.Select(candidate => $"{candidate.Slug} {RpcErrors.Words(candidate.Rejection)}"))}."
            : null;
    }

    // "See the problems" helps nobody who sees one line; the first of them is why.
    private static string? FirstProblem(JsonElement? data) =>
        data?.TryGetProperty("problems", out var problems) is true
        && problems.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } json
        && json.Deserialize(WireJson.Default.ProblemInfo) is { } first
            ? Words(first)
            : null;

    private static string Words(ProblemInfo problem) =>
        problem.Source.Length > 0 ? $"{ModelsView.Place(problem)}: {problem.Message}" : problem.Message;
}
