using System.Collections.Immutable;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Lsp.Documents;

/// <summary>
/// The documents that the client has open. One thread writes, in the order of the messages; any thread reads the present state. Only JSON
/// is kept: a client may tell of every file that it opens.
/// </summary>
/// <param name="workspaces">Knows where catalogs are looked for.</param>
internal sealed class OpenDocuments(IWorkspaces workspaces)
{
    // A file of another kind is not worth reading at each keystroke; a catalog has its known places.
    private const int LargestUnknown = 1 << 20;

    private volatile ImmutableDictionary<string, OpenDocument> open = ImmutableDictionary.Create<string, OpenDocument>(
        StringComparer.Ordinal
    );

    /// <summary>What the client checks by itself.</summary>
    public CheckedFiles CheckedByClient { private get; set; } = CheckedFiles.None;

    /// <summary>All of them.</summary>
    public IEnumerable<OpenDocument> All => open.Values;

    /// <summary>The document in its present version; null if it is not open, or not JSON.</summary>
    /// <param name="uri">Its name.</param>
    public OpenDocument? Find(string? uri) => uri is null ? null : open.GetValueOrDefault(uri);

    /// <summary>The document is open now, or has another version.</summary>
    /// <param name="document">It.</param>
    public void Put(OpenDocument document) => open = open.SetItem(document.Uri, document);

    /// <summary>The document is closed.</summary>
    /// <param name="uri">Its name.</param>
    /// <returns>Whether it was open.</returns>
    public bool Remove(string uri)
    {
        var before = open;
        open = before.Remove(uri);
        return !ReferenceEquals(before, open);
    }

    /// <summary>
    /// What is known of a document if it is a catalog: a catalog is looked for there, or its text is plainly one. Null if it is neither:
    /// most files called models.json are of other programs, and those are left alone.
    /// </summary>
    /// <param name="document">The document.</param>
    public CatalogFile? CatalogAt(OpenDocument document)
    {
        var file = workspaces.FileOf(document.Uri);
        return file is not null && (file.IsPlace || (document.Text.Text.Length <= LargestUnknown && document.Text.LooksLikeCatalog))
            ? file
            : null;
    }

    /// <summary>What the client checks in a document by itself.</summary>
    /// <param name="document">The document.</param>
    public EditorChecks ChecksOf(OpenDocument document) => CheckedByClient.Of(document);

    /// <summary>Whether a document may be a catalog by its name and language.</summary>
    /// <param name="uri">Its name.</param>
    /// <param name="language">The client's name of its language; null if it gave none.</param>
    public static bool IsJson(string uri, string? language) =>
        language?.StartsWith("json", StringComparison.OrdinalIgnoreCase) == true
        || uri.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || uri.EndsWith(".jsonc", StringComparison.OrdinalIgnoreCase);
}
