using System.CommandLine;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Cli;

/// <summary><c>models</c>: what <c>listModels</c> answers.</summary>
internal static class ModelsCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new DocumentedCommand("models", "List the models, the active one, and problems of the catalog.")
        {
            ExitCodeText = """
                0  the catalog has no errors
                1  a row or the whole catalog cannot be read: stderr says where; the other rows are listed
                2  the command line is wrong
                """,
            Examples = """
                shim-lsp models
                shim-lsp models --models ./models.json      try another catalog
                shim-lsp models --json                      what listModels answers
                """,
        };
        new SessionOptions(context).SetAction(
            command,
            async (session, _, json, cancellationToken) =>
            {
                var (models, _) = await session
                    .AskAsync(
                        gateway => gateway.ModelsAsync(cancellationToken),
                        () => Task.FromResult(session.Contract.ListModels()),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                if (models.Catalog.Sources.Count == 0)
                {
                    throw ContractErrors.InvalidCatalog(session.Snapshot.Problems); // an empty list would look like a result
                }

                if (json)
                {
                    JsonOutput.Write(context.Terminal.Out, models, WireJson.Default.ListModelsResult);
                }
                else
                {
                    ModelsView.Write(context.Terminal, models);
                }

                ModelsView.WriteProblems(context.Terminal, models.Catalog);
                var isWhole = models.Catalog.Problems.All(problem => problem.Severity is not ProblemSeverity.Error);
                return isWhole ? ExitCodes.Ok : ExitCodes.Failed;
            }
        );
        return command;
    }
}
