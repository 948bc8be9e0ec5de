using System.CommandLine;
using ShimLsp.Server.Rpc;

namespace ShimLsp.Server.Cli;

/// <summary><c>models</c>: what <c>listModels</c> answers.</summary>
internal static class ModelsCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new DocumentedCommand("models", "List the models, which one is active, and what is wrong with the catalog.")
        {
            Examples = """
                shim-lsp models
                shim-lsp models --models ./models.json      try a catalog before using it
                shim-lsp models --json                      what listModels answers
                """,
        };
        new SessionOptions(context).SetAction(command, (session, _, json, _) =>
        {
            var models = session.Rpc.ListModels();
            if (json)
            {
                JsonOutput.Write(context.Terminal.Out, models, WireJson.Default.ListModelsResult);
            }
            else
            {
                ModelsView.Write(context.Terminal, models);
            }

            // Listed, yes; but without a catalog there is nothing to list.
            return Task.FromResult(models.Catalog.Sources.Count == 0 ? ExitCodes.Failed : ExitCodes.Ok);
        });
        return command;
    }
}
