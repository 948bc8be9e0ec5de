using System.CommandLine;
using System.CommandLine.Help;

namespace ShimLsp.Server.Cli;

/// <summary><c>shim-lsp</c> itself: <c>--stdio</c>, the version, and help.</summary>
internal static class RootCommandOf
{
    private const string Purpose = "Lists, switches and routes language models, for any editor and for scripts.";

    public static RootCommand Process(CommandContext context)
    {
        var stdio = new Option<bool>("--stdio") { Description = "Speak LSP over stdin and stdout: the same as 'lsp'." };
        var client = ClientProcess.Option();
        var root = new RootCommand(Purpose) { HelpName = "shim-lsp", Options = { stdio, client } };
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        var help = new DocumentedHelp();
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.SetAction(async parsed =>
        {
            if (parsed.GetValue(stdio))
            {
                return await LspCommand.RunAsync(context, null).ConfigureAwait(false);
            }

            help.Invoke(parsed);
            return ExitCodes.Usage;
        });
        return root;
    }
}
