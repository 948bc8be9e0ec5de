using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Chat;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Cli.Demo;
using ShimLsp.Server.Cli.Doctor;
using ShimLsp.Server.Cli.Evaluate;
using ShimLsp.Server.Cli.Init;
using ShimLsp.Server.Cli.Route;
using ShimLsp.Server.Cli.Trust;

namespace ShimLsp.Server.Cli;

/// <summary>The commands of <c>shim-lsp</c>.</summary>
internal static class Commands
{
    private static readonly ImmutableArray<string> Names =
    [
        "demo",
        "models",
        "use",
        "route",
        "chat",
        "status",
        "doctor",
        "init",
        "trust",
        "evaluate",
        "completion",
        "lsp",
        "rpc",
    ];

    /// <summary>
    /// The root command with the one subcommand that the arguments name, or with all where they name none: an editor waits for
    /// <c>lsp</c>, and making the others takes time.
    /// </summary>
    /// <param name="args">The process's arguments.</param>
    /// <param name="context">What commands work with.</param>
    public static RootCommand For(string[] args, CommandContext context)
    {
        var root = RootCommandOf.Process(context);
        if (args is not ["--stdio", ..])
        {
            var named = args.Length > 0 ? Create(args[0], context) : null;
            foreach (var command in named is null ? Names.Select(name => Create(name, context)!) : [named])
            {
                root.Add(command);
            }
        }

        return root;
    }

    /// <summary>The command or option that a person may have meant, as a sentence; empty where none is near.</summary>
    /// <param name="parsed">A command line that is wrong.</param>
    public static string Suggestion(ParseResult parsed) =>
        parsed.UnmatchedTokens is [var written, ..] ? Nearest(written, parsed.CommandResult) : "";

    /// <summary>The name that may have been meant where a word is none, as a sentence; empty where none is near.</summary>
    /// <param name="written">The word.</param>
    /// <param name="at">The command that it stands behind.</param>
    public static string Nearest(string written, CommandResult at)
    {
        var names =
            written.StartsWith('-') ? at.Command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            : at.Command is RootCommand ? Names
            : [];
        return NearestNames.Of(written, names) is [var nearest, ..] ? $" Did you mean {nearest}?" : "";
    }

    private static Command? Create(string name, CommandContext context) =>
        name switch
        {
            "demo" => DemoCommand.Create(context),
            "models" => ModelsCommand.Create(context),
            "use" => UseCommand.Create(context),
            "route" => RouteCommand.Create(context),
            "chat" => ChatCommand.Create(context),
            "status" => StatusCommand.Create(context),
            "doctor" => DoctorCommand.Create(context),
            "init" => InitCommand.Create(context),
            "evaluate" => EvaluateCommand.Create(context),
            "completion" => CompletionCommand.Create(context),
            "trust" => TrustCommand.Create(context),
            "lsp" => LspCommand.Create(context),
            "rpc" => RpcCommand.Create(context),
            _ => null,
        };
}
