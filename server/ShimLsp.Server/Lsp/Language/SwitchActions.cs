using ShimLsp.Core.Language.Fixes;
using ShimLsp.Core.Models;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>
/// The switch to the model that a place of the catalog in force is about, for clients that have no picker. It is a command, so that a
/// client that knows no other actions has it too.
/// </summary>
/// <param name="workspaces">The open folders.</param>
internal sealed class SwitchActions(IWorkspaces workspaces)
{
    /// <summary>The commands at a place: to its model, or else to one that the person is asked for.</summary>
    /// <param name="document">The document.</param>
    /// <param name="file">What is known of it.</param>
    /// <param name="place">The place.</param>
    public IEnumerable<LspCommand> At(OpenDocument document, CatalogFile file, TextSpan place)
    {
        var now = file.Session.Session.Snapshot;
        var slug = SwitchTarget.At(document.Text, place);
        // A row of another catalog, or one that is not saved yet, is not in force.
        var canSwitch =
            file.Facts.IsInForce == true
            && slug is not null
            && slug != now.Active.Value
            && (now.Catalog.Models.Any(model => model.Slug.Value == slug) || (now.Router.Enabled && now.Router.Slug.Value == slug));
        return [canSwitch ? Command($"Switch model to {slug}", slug!, file) : Command("Switch model…", "", file)];
    }

    private LspCommand Command(string title, string slug, CatalogFile file) =>
        new(title, LspCommands.SwitchModel, CodeActionCommands.Arguments(workspaces, file, slug));
}
