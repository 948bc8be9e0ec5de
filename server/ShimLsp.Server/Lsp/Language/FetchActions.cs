using ShimLsp.Core.Language.Fixes;
using ShimLsp.Core.Models;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>The wish for the models that a row's endpoint lists, at the row's <c>model</c>. It is a command, as a switch is.</summary>
/// <param name="workspaces">The open folders.</param>
internal sealed class FetchActions(IWorkspaces workspaces)
{
    /// <summary>The command at a place; none if nothing can be asked there.</summary>
    /// <param name="document">The document.</param>
    /// <param name="file">What is known of it.</param>
    /// <param name="place">The place.</param>
    public IEnumerable<LspCommand> At(OpenDocument document, CatalogFile file, TextSpan place)
    {
        // A row with the same address in a file that is not in force is nothing that the person has let the server use.
        if (
            file.Facts.IsInForce != true
            || ListTarget.At(document.Text, place, file.Session.Session.Snapshot.Catalog.Models) is not { } row
        )
        {
            return [];
        }

        return
        [
            new(
                $"Ask {ModelFetch.Shown(row.BaseUrl)} for its models (1 request)",
                LspCommands.FetchModels,
                CodeActionCommands.Arguments(workspaces, file, row.Slug.Value)
            ),
        ];
    }
}
