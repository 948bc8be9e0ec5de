using ShimLsp.Core.Language.Documents;

namespace ShimLsp.Server.Lsp.Documents;

/// <summary>A document that the client has open, in one version. Immutable: a handler takes it before its first wait.</summary>
/// <param name="Uri">Its name, as the client writes it.</param>
/// <param name="Version">The client's number of the version; null if it gave none.</param>
/// <param name="Text">The text.</param>
internal sealed record OpenDocument(string Uri, int? Version, CatalogDocument Text)
{
    /// <summary>Its name and version only: the text may hold keys.</summary>
    public override string ToString() => $"{Uri} {Version}";
}
