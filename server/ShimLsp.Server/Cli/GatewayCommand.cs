using System.CommandLine;
using System.Text.Json;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli;

/// <summary><c>gateway</c>: serves HTTP clients, such as coding agents.</summary>
internal static class GatewayCommand
{
    public static Command Create(CommandContext context)
    {
        var port = new Option<int>("--port")
        {
            Description = "The port to listen on; 0 for a free one.",
            HelpName = "N",
            DefaultValueFactory = _ => 8765,
        };
        var folder = SharedOptions.Folder(context.Host);
        var models = SharedOptions.Models(context.Host);
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("gateway", "Serve HTTP clients, such as coding agents, on this machine.")
        {
            Examples = """
                shim-lsp gateway --port 0 --json      prints its address and a token
                """,
            Options = { port, folder, models, json },
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await GatewayHost
                    .RunAsync(
                        context.ServerWith(parsed.GetValue(models)),
                        SharedOptions.FolderOf(parsed.GetValue(folder), context.Host),
                        parsed.GetValue(port),
                        (url, token) => Print(context, parsed.GetValue(json), url, token),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                return 0;
            }
        );
        return command;
    }

    private static void Print(CommandContext context, bool json, string url, string token)
    {
        context.Terminal.Out.WriteLine(
            json
                ? $$"""{"url":"{{JsonEncodedText.Encode(url)}}","token":"{{token}}","page":"{{JsonEncodedText.Encode(url)}}/"}"""
                : $"The gateway listens at {url}. Token: {token}"
        );
        context.Terminal.Out.Flush();
    }
}
