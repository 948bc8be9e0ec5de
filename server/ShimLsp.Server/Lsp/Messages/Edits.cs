using System.Text.Json.Serialization;

namespace ShimLsp.Server.Lsp.Messages;

/// <summary>LSP's <c>TextEdit</c>.</summary>
internal sealed record TextEdit(LspRange Range, string NewText);

/// <summary>LSP's <c>WorkspaceEdit</c>: the one form or the other, as the client can take it.</summary>
internal sealed record WorkspaceEdit
{
    /// <summary>The edits of each document, by its URI.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TextEdit>>? Changes { get; init; }

    /// <summary>The edits of each document in one version of it: the client refuses them if its text is a later one.</summary>
    public IReadOnlyList<TextDocumentEdit>? DocumentChanges { get; init; }
}

/// <summary>LSP's <c>TextDocumentEdit</c>.</summary>
internal sealed record TextDocumentEdit(VersionedTextDocument TextDocument, IReadOnlyList<TextEdit> Edits);

/// <summary>LSP's <c>OptionalVersionedTextDocumentIdentifier</c>. Its version may be null, but not absent.</summary>
internal sealed record VersionedTextDocument(string Uri, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Version);
