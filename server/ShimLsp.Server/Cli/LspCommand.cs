using System.CommandLine;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli;

/// <summary><c>lsp</c>: the LSP front over stdin and stdout.</summary>
internal static class LspCommand
{
    public static Command Create(CommandContext context)
    {
        var models = SharedOptions.Models(context.Host);
        var client = ClientProcess.Option();
        var command = new DocumentedCommand("lsp", "Speak LSP over stdin and stdout. Editors start this.")
        {
            Examples = """
                shim-lsp lsp                                what an editor runs; the same as 'shim-lsp --stdio'
                shim-lsp lsp --models ./models.json         always with this catalog
                """,
            Options = { SharedOptions.Flag("--stdio", "Accepted because editors pass it. There is no other channel."), models, client },
        };
        command.SetAction(parsed => RunAsync(context, parsed.GetValue(models), parsed.GetValue(client)));
        return command;
    }

    public static Task<int> RunAsync(CommandContext context, string? models, int? client) =>
        LspHost.RunAsync(
            context.ServerWith(models) with
            {
                ClientProcess = client,
            },
            context.Terminal.OpenInput(),
            context.Terminal.OpenFrames()
        );
}

/// <summary>An option that editors' LSP libraries pass to every server.</summary>
internal static class ClientProcess
{
    /// <summary>The process whose end ends the server. A client sends the same number in <c>initialize</c>, if it gets that far.</summary>
    public static Option<int?> Option() =>
        new Option<int?>("--clientProcessId")
        {
            Description = "The editor's process.",
            HelpName = "N",
            Hidden = true,
        }.Taking("a process's number, such as 1000");
}
