using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>Asks the person which model to make active.</summary>
/// <param name="contract">Lists the models.</param>
/// <param name="workspaces">The open folders.</param>
/// <param name="client">Who shows the question.</param>
internal sealed class ModelQuestion(IShimContract contract, IWorkspaces workspaces, LspClient client)
{
    /// <summary>Asks. The answer may take long.</summary>
    /// <param name="folder">Whose model; null for the first folder.</param>
    /// <param name="cancellationToken">Ends the waiting; the question may stay on the screen.</param>
    /// <returns>The chosen slug; null if the person chose none.</returns>
    /// <exception cref="ContractException">The client shows no questions, or there is nothing to choose.</exception>
    public async Task<string?> AskAsync(string? folder, CancellationToken cancellationToken)
    {
        var listed = contract.ListModels(new() { WorkspaceFolder = folder });
        var at = workspaces.Find(folder)!.Session.Snapshot;
        if (!at.IsReadable)
        {
            throw ContractErrors.InvalidCatalog(at.Problems);
        }

        var slugs = listed.Models.ToDictionary(TitleOf, model => model.Slug);
        var answer = await client
            .AskAsync(MessageTypes.Info, $"Which model? {listed.Active} is active.", slugs.Keys, CancellationToken.None)
            .WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        return answer.IsGiven
            ? slugs.GetValueOrDefault(answer.Title ?? "")
            : throw ContractErrors.InvalidParams(
                "arguments[0]",
                $"is required: this client shows no questions. Give a model: {string.Join(", ", slugs.Values.Take(MostNamed))}"
                    + (slugs.Count > MostNamed ? $" and {slugs.Count - MostNamed} more." : ".")
            );
    }

    private const int MostNamed = 10;

    private static string TitleOf(ModelInfo model) => CommandWords.Named(model);
}
