using System.Collections.Immutable;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Lsp;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Hosting;

/// <summary>Asks the person whether a workspace's own catalog may send a key somewhere: a clone may name any URL.</summary>
/// <param name="client">Who shows the question.</param>
internal sealed class GrantQuestions(LspClient client)
{
    private const string Allow = "Allow";

    /// <summary>Asks for each pair by itself, without waiting for the answers.</summary>
    /// <param name="workspace">The workspace whose catalog wants it.</param>
    /// <param name="grants">What it wants.</param>
    public void Ask(Workspace workspace, ImmutableArray<CredentialGrant> grants)
    {
        foreach (var grant in grants)
        {
            _ = AskAsync(workspace, grant);
        }
    }

    private async Task AskAsync(Workspace workspace, CredentialGrant grant)
    {
        var question = GrantWording.Question(workspace.Folder, grant);
        var answer = await client
            .AskAsync(MessageTypes.Warning, question, [Allow, "Not now"], CancellationToken.None)
            .ConfigureAwait(false);
        if (answer.Title == Allow)
        {
            workspace.Grant(grant);
        }
    }
}
