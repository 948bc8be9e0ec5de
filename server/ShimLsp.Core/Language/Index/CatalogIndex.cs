using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Index;

/// <summary>The rows of a document, and everything in it that refers to one, to a key or to an endpoint. In the text's order.</summary>
internal sealed class CatalogIndex
{
    private readonly Dictionary<string, IndexedRow> bySlug = new(StringComparer.Ordinal);

    /// <summary>The rows, those included that are left out of the catalog.</summary>
    public required ImmutableArray<IndexedRow> Rows { get; init; }

    /// <summary>Every place that names a row.</summary>
    public required ImmutableArray<SlugReference> References { get; init; }

    /// <summary>Every place that refers to a key.</summary>
    public required ImmutableArray<CredentialPlace> Credentials { get; init; }

    /// <summary>Every endpoint.</summary>
    public required ImmutableArray<EndpointPlace> Endpoints { get; init; }

    /// <summary>Auto's slug.</summary>
    public required string Auto { get; init; }

    /// <summary>Where Auto's slug is written; null if it is the default one.</summary>
    public StringSyntax? AutoNode { get; init; }

    /// <summary>The index of a document.</summary>
    /// <param name="reading">The document as a catalog.</param>
    public static CatalogIndex Of(CatalogReading reading)
    {
        var rows = RowIndexing.Rows(reading);
        var builder = new ReferenceIndexing(rows);
        builder.Add(reading.Root);
        var index = new CatalogIndex
        {
            Rows = rows,
            References = builder.References,
            Credentials = builder.Credentials,
            Endpoints = builder.Endpoints,
            Auto = reading.Parse.Catalog?.Router.Slug.Value ?? RouterSpec.Auto,
            AutoNode = builder.AutoNode,
        };
        foreach (var row in rows)
        {
            index.bySlug.TryAdd(row.Slug, row);
        }

        return index;
    }

    /// <summary>The row with this slug; null if there is none.</summary>
    /// <param name="slug">The slug.</param>
    public IndexedRow? Find(string slug) => bySlug.GetValueOrDefault(slug);

    /// <summary>The row at an offset; null if there is none.</summary>
    /// <param name="offset">The offset.</param>
    public IndexedRow? RowAt(int offset)
    {
        var (low, high) = (0, Rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Rows[middle].Node.Start <= offset ? (middle + 1, high) : (low, middle);
        }

        var row = low > 0 ? Rows[low - 1] : null;
        return row is not null && offset <= row.Node.End ? row : null;
    }

    /// <summary>The places that name a row.</summary>
    /// <param name="row">The row.</param>
    public IEnumerable<SlugReference> ReferencesTo(IndexedRow row) => References.Where(reference => ReferenceEquals(reference.Row, row));
}

/// <summary>A row of the text.</summary>
/// <param name="At">Its index among the items of <c>models</c>.</param>
/// <param name="Node">The row: an object, or a string that names a local model.</param>
/// <param name="Slug">
/// The slug that it is listed by: the written one, else a derived one. Of a row that is left out it is the one that it would begin with.
/// </param>
/// <param name="SlugNode">Where the slug is written; null if it is derived.</param>
/// <param name="ModelNode">Where the provider's name of the model is written; null if it is not there.</param>
/// <param name="Model">The model that the catalog has of it; null if the row is left out.</param>
internal sealed record IndexedRow(int At, JsonSyntax Node, string Slug, StringSyntax? SlugNode, StringSyntax? ModelNode, ModelSpec? Model)
{
    /// <summary>Its names only: a node may hold a key.</summary>
    public override string ToString() => $"models[{At}] {Slug}";
}

/// <summary>What names a row.</summary>
internal enum ReferenceKind
{
    /// <summary>The router's <c>default</c>.</summary>
    Default,

    /// <summary>The router's <c>classifier</c>.</summary>
    Classifier,

    /// <summary>A candidate.</summary>
    Candidate,

    /// <summary>An alias of the gateway.</summary>
    Alias,
}

/// <summary>A place that names a row.</summary>
/// <param name="Kind">What names it.</param>
/// <param name="Name">The name, trimmed.</param>
/// <param name="Node">Where it is written.</param>
/// <param name="Row">The row; null if there is none of that name. Auto is none.</param>
internal sealed record SlugReference(ReferenceKind Kind, string Name, StringSyntax Node, IndexedRow? Row);

/// <summary>A place that refers to a key.</summary>
/// <param name="Reference">What it refers to. A key that is written out has the kind literal.</param>
/// <param name="Span">The reference alone. It is the whole string if that has escapes.</param>
/// <param name="Node">The string that contains it.</param>
/// <param name="Row">Its row; null for none.</param>
internal sealed record CredentialPlace(CredentialReference Reference, TextSpan Span, StringSyntax Node, IndexedRow? Row);

/// <summary>An endpoint.</summary>
/// <param name="Address">The address as written, trimmed.</param>
/// <param name="Node">Where it is written.</param>
/// <param name="Row">Its row; null for none.</param>
internal sealed record EndpointPlace(string Address, StringSyntax Node, IndexedRow? Row);
