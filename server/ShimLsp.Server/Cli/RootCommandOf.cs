using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli;

/// <summary><c>shim-lsp</c> itself: <c>--stdio</c>, the version, and help.</summary>
internal static class RootCommandOf
{
    public const string Purpose = "Lists, switches and routes language models, for any editor and for scripts.";

    public static RootCommand Process(CommandContext context)
    {
        var stdio = SharedOptions.Flag("--stdio", "Speak LSP over stdin and stdout; the same as 'lsp'.");
        var client = ClientProcess.Option();
        var root = new RootCommand(Purpose) { HelpName = "shim-lsp", Options = { stdio, client } };
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        root.Options.OfType<HelpOption>().Single().Action = new DocumentedHelp();
        var suggest = root.Directives.OfType<SuggestDirective>().Single();
        suggest.Action = new Suggestions { Directive = suggest };
        root.SetAction(async parsed =>
        {
            if (parsed.GetValue(stdio))
            {
                return await LspCommand.RunAsync(context, null, parsed.GetValue(client)).ConfigureAwait(false);
            }

            Welcome.Write(context.Terminal);
            return ExitCodes.Usage;
        });
        return root;
    }
}

/// <summary>Prints the version, the same one that an editor gets.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"shim-lsp {OwnProgram.Version}");
        return ExitCodes.Ok;
    }
}
