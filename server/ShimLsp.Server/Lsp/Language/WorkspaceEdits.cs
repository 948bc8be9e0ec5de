using ShimLsp.Core.Language.Documents;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>Changes of a document in the form that the client can take.</summary>
/// <param name="positions">How the client counts.</param>
internal sealed class WorkspaceEdits(DocumentPositions positions)
{
    /// <summary>Whether the client takes edits of one version. Any other client applies them to whatever text it has.</summary>
    public bool HasVersions { get; set; }

    /// <summary>The edits of one document, in the text's order.</summary>
    /// <param name="document">The document, in the version that the edits were made for.</param>
    /// <param name="edits">The edits. They do not overlap.</param>
    public WorkspaceEdit Of(OpenDocument document, IEnumerable<SpanEdit> edits)
    {
        TextEdit[] inOrder =
        [
            .. edits
                .OrderBy(edit => edit.Span.Start)
                .ThenBy(edit => edit.Span.End)
                .Select(edit => new TextEdit(positions.RangeOf(document.Text, edit.Span), edit.NewText)),
        ];
        return HasVersions
            ? new() { DocumentChanges = [new(new(document.Uri, document.Version), inOrder)] }
            : new() { Changes = new Dictionary<string, IReadOnlyList<TextEdit>> { [document.Uri] = inOrder } };
    }
}
