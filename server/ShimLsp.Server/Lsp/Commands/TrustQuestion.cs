using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>
/// Asks the person whether to trust a workspace. The question is what makes it the person's choice: an editor may run a code action by
/// itself, as the settings of a clone tell it to, and it cannot answer a question.
/// </summary>
/// <param name="contract">Sets the trust.</param>
/// <param name="workspaces">The open folders.</param>
/// <param name="client">Who shows the question.</param>
internal sealed class TrustQuestion(IShimContract contract, IWorkspaces workspaces, LspClient client)
{
    private const string Yes = "Trust";
    private const string No = "Not now";

    /// <summary>Asks. The answer may take long.</summary>
    /// <param name="named">A file of the workspace, or its folder; null for the first folder.</param>
    /// <param name="cancellationToken">Ends the waiting; the question may stay on the screen.</param>
    /// <returns>The generation that began; JSON null if the person does not trust it.</returns>
    /// <exception cref="ContractException">There is nothing to trust, or the client shows no questions.</exception>
    public async Task<JsonElement> AskAsync(string? named, CancellationToken cancellationToken)
    {
        var session = workspaces.Find(named) ?? (named is null ? null : workspaces.FileOf(named)?.Session);
        if (session is null || !session.Session.Snapshot.Problems.Any(problem => problem.Code == CatalogProblemCode.UntrustedWorkspace))
        {
            throw ContractErrors.InvalidParams("arguments[0]", "must name a workspace with a models.json that is not trusted.");
        }

        var folder = ShownWord.Of(session.Folder ?? "no folder");
        var answer = await client
            .AskAsync(
                MessageTypes.Warning,
                $"Trust models.json of this workspace ({folder})? Your tasks may go to any address in it, so read it first. Each key is "
                    + "asked about separately.",
                [Yes, No],
                CancellationToken.None
            )
            .WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        if (!answer.IsGiven)
        {
            throw ContractErrors.InvalidParams("command", $"needs an editor that shows questions. Run: shim-lsp trust {folder}");
        }

        var isTrusted = answer.Title == Yes;
        client.Say(MessageTypes.Info, CommandWords.Trust(isTrusted));
        return isTrusted
            ? JsonSerializer.SerializeToElement(
                contract.SetTrust(new() { Trusted = true, WorkspaceFolder = session.Name }),
                WireJson.Default.GenerationResult
            )
            : JsonElement.Parse("null");
    }
}
