using System.CommandLine;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli;

/// <summary><c>lsp</c>: the LSP front over stdin and stdout.</summary>
internal static class LspCommand
{
    public static Command Create(CommandContext context)
    {
        var models = SharedOptions.Models(context.Host);
        var command = new DocumentedCommand("lsp", "Speak LSP over stdin and stdout: what an editor starts.")
        {
            Examples = """
                shim-lsp lsp                                what an editor runs; 'shim-lsp --stdio' is the same
                shim-lsp lsp --models ./models.json         with this catalog, whatever a workspace brings
                """,
            Options =
            {
                SharedOptions.Flag("--stdio", "Accepted because editors pass it: it speaks over nothing else."),
                models,
                ClientProcess.Option(),
            },
        };
        command.SetAction(parsed => RunAsync(context, parsed.GetValue(models)));
        return command;
    }

    public static Task<int> RunAsync(CommandContext context, string? models) =>
        LspHost.RunAsync(context.ServerWith(models), context.Terminal.OpenInput(), context.Terminal.OpenFrames());
}

/// <summary>What editors' LSP libraries put on every server's command line.</summary>
internal static class ClientProcess
{
    /// <summary>Accepted and not used: the client says it again in <c>initialize</c>, and that is what is watched.</summary>
    public static Option<int?> Option() =>
        new("--clientProcessId")
        {
            Description = "The editor's process.",
            HelpName = "N",
            Hidden = true,
        };
}
