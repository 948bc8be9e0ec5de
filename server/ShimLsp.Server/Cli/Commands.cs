using System.CommandLine;
using System.CommandLine.Parsing;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Chat;
using ShimLsp.Server.Cli.Check;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Cli.Demo;
using ShimLsp.Server.Cli.Doctor;
using ShimLsp.Server.Cli.Evaluate;
using ShimLsp.Server.Cli.Gateway;
using ShimLsp.Server.Cli.Init;
using ShimLsp.Server.Cli.Route;
using ShimLsp.Server.Cli.Run;
using ShimLsp.Server.Cli.Trust;
using ShimLsp.Server.Cli.Usage;

namespace ShimLsp.Server.Cli;

/// <summary>The commands of <c>shim-lsp</c>.</summary>
internal static class Commands
{
    // In the order of help. Made at each use: a static field of delegates could be written to.
    private static IEnumerable<(string Name, Func<CommandContext, Command> Create)> All =>
        [
            ("demo", DemoCommand.Create),
            ("models", ModelsCommand.Create),
            ("use", UseCommand.Create),
            ("route", RouteCommand.Create),
            ("chat", ChatCommand.Create),
            ("status", StatusCommand.Create),
            ("usage", UsageCommand.Create),
            ("feedback", FeedbackCommand.Create),
            ("doctor", DoctorCommand.Create),
            ("check", CheckCommand.Create),
            ("init", InitCommand.Create),
            ("trust", TrustCommand.Create),
            ("evaluate", EvaluateCommand.Create),
            ("schema", SchemaCommand.Create),
            ("completion", CompletionCommand.Create),
            ("lsp", LspCommand.Create),
            ("rpc", RpcCommand.Create),
            ("gateway", GatewayCommand.Create),
            ("run", RunCommand.Create),
            ("connect", ConnectCommand.Create),
        ];

    /// <summary>
    /// The root command with the one subcommand that the arguments name, or with all if they name none. An editor waits for
    /// <c>lsp</c>, and making the others takes time.
    /// </summary>
    /// <param name="args">The process's arguments.</param>
    /// <param name="context">What commands work with.</param>
    public static RootCommand For(string[] args, CommandContext context)
    {
        var root = RootCommandOf.Process(context);
        if (args is not ["--stdio", ..])
        {
            var named = All.Where(command => args is [var first, ..] && command.Name == first).ToArray();
            foreach (var (_, create) in named is [] ? All : named)
            {
                root.Add(create(context));
            }
        }

        return root;
    }

    /// <summary>The command or option that a person may have meant, as a sentence; empty if no name is near.</summary>
    /// <param name="parsed">A command line that is wrong.</param>
    public static string Suggestion(ParseResult parsed) =>
        parsed.UnmatchedTokens is [var written, ..] ? Nearest(written, parsed.CommandResult) : "";

    /// <summary>What is wrong with a word that looks like an option and was taken for something else, in sentences.</summary>
    /// <param name="written">The word.</param>
    /// <param name="at">The command that the word follows.</param>
    /// <param name="instead">What to do if the word is meant as it is, as a sentence.</param>
    public static string NoOption(string written, CommandResult at, string instead) =>
        // Behind `--`, even a known option is a text.
        at.Command.Options.Any(option => option.Name == written || option.Aliases.Contains(written))
            ? $"Put {written} before '--'. {instead}"
            : $"There is no option '{written}'. {instead}{Nearest(written, at)}";

    private static string Nearest(string written, CommandResult at)
    {
        var names =
            written.StartsWith('-') ? at.Command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            : at.Command is RootCommand ? All.Select(command => command.Name)
            : [];
        return NearestNames.Of(written, names) is [var nearest, ..] ? $" Did you mean {nearest}?" : "";
    }
}
