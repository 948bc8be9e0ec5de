using System.CommandLine;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli;

/// <summary><c>lsp</c>: the LSP front over stdin and stdout.</summary>
internal static class LspCommand
{
    public static Command Create(CommandContext context)
    {
        var models = SharedOptions.Models(context.Host);
        var command = new DocumentedCommand("lsp", "Speak LSP over stdin and stdout. Editors start this.")
        {
            Examples = """
                shim-lsp lsp                                what an editor runs; the same as 'shim-lsp --stdio'
                shim-lsp lsp --models ./models.json         always with this catalog
                """,
            Options =
            {
                SharedOptions.Flag("--stdio", "Accepted because editors pass it. There is no other channel."),
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

/// <summary>An option that editors' LSP libraries pass to every server.</summary>
internal static class ClientProcess
{
    /// <summary>Accepted but not used: the client sends the same number in <c>initialize</c>.</summary>
    public static Option<int?> Option() =>
        new Option<int?>("--clientProcessId")
        {
            Description = "The editor's process.",
            HelpName = "N",
            Hidden = true,
        }.Taking("a process's number, such as 1000");
}
