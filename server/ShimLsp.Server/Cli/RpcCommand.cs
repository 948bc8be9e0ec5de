using System.CommandLine;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli;

/// <summary><c>rpc</c>: the plain JSON-RPC front over stdin and stdout.</summary>
internal static class RpcCommand
{
    public static Command Create(CommandContext context)
    {
        var framing = new Option<string>("--framing")
        {
            Description = "How messages are framed: one per line, or with headers as in LSP.",
            DefaultValueFactory = _ => "newline",
        }.AcceptOnlyFromAmong("newline", "header");
        var folders = SharedOptions.Folders(context.Host);
        var models = SharedOptions.Models(context.Host);
        var command = new DocumentedCommand("rpc", "Speak plain JSON-RPC 2.0 over stdin and stdout, for scripts.")
        {
            Examples = """
                echo '{"jsonrpc":"2.0","id":1,"method":"listModels"}' | shim-lsp rpc
                shim-lsp rpc --folder ./one --folder ./two      one session per folder
                """,
            Options = { framing, folders, models },
        };
        command.SetAction(parsed =>
            PlainHost.RunAsync(
                context.ServerWith(parsed.GetValue(models)),
                hasHeaders: parsed.GetValue(framing) == "header",
                parsed.GetValue(folders) is { Length: > 0 } named ? named : [context.Host.WorkingDirectory],
                context.Terminal.OpenInput(),
                context.Terminal.OpenFrames()
            )
        );
        return command;
    }
}
