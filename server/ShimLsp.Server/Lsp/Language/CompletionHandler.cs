using System.Globalization;
using System.Text.Json;
using ShimLsp.Core.Language.Completion;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary><c>textDocument/completion</c>: what may stand at a place of a catalog.</summary>
internal sealed class CompletionHandler(OpenDocuments documents, DocumentPositions positions)
{
    /// <summary>How explanations are written.</summary>
    public MarkupWriter Markup { get; set; } = new(isMarkdown: false);

    // The document is taken before the first wait: an edit that comes behind the request is not in the answer.
    public Task<CompletionList> CompleteAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var call = parameters ?? default;
        var document = documents.Find(call.At("textDocument").At("uri").AsString());
        return document is not null && documents.CatalogAt(document) is { } file
            ? Task.Run(() => At(document, positions.OffsetOf(document.Text, call.At("position")), file), cancellationToken)
            : Task.FromResult(new CompletionList(IsIncomplete: false, []));
    }

    // A client that has the schema proposes names of fields by that.
    private CompletionList At(OpenDocument document, int offset, CatalogFile file)
    {
        var withFields = documents.ChecksOf(document) is not EditorChecks.Schema;
        var entries = CatalogCompletion.At(document.Text, offset, file.WithModels(), withFields);
        return new(entries.Any(entry => entry.IsOfLongList), [.. entries.Select((entry, at) => Item(document, entry, at))]);
    }

    private CompletionItem Item(OpenDocument document, CompletionEntry entry, int at) =>
        new(entry.Label, KindOf(entry.Kind), new(positions.RangeOf(document.Text, entry.Replaced), entry.Inserted))
        {
            Detail = entry.Detail,
            Documentation = entry.Documentation is { } text ? Markup.Of(text.Split("\n\n")) : null,
            FilterText = entry.Filter,
            SortText = at.ToString("D5", CultureInfo.InvariantCulture),
        };

    private static int KindOf(CompletionKind kind) =>
        kind switch
        {
            CompletionKind.Model => CompletionItemKinds.Reference,
            CompletionKind.Credential => CompletionItemKinds.Constant,
            CompletionKind.Word => CompletionItemKinds.EnumMember,
            CompletionKind.Field => CompletionItemKinds.Property,
            _ => CompletionItemKinds.Value,
        };
}
