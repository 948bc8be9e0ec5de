using ShimLsp.Core.Models;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>A catalog's text, read once, so that the text that is trusted is the text that is parsed.</summary>
/// <param name="Place">Where it was looked for.</param>
/// <param name="RealPath">The file that was opened; null for the embedded sample.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record CatalogText(CatalogPlace Place, string? RealPath, byte[] Bytes)
{
    /// <summary>The name that problems and <c>catalog.sources</c> give it.</summary>
    public string Source => Place.Path ?? "embedded";

    /// <summary>Whether it is the same text from the same place.</summary>
    public bool IsSameAs(CatalogText? other) => other is not null && Place == other.Place && Bytes.AsSpan().SequenceEqual(other.Bytes);

    /// <summary>Its place only: a record would print its members, and the text may hold keys.</summary>
    public override string ToString() => Source;
}

/// <summary>A text that could be parsed.</summary>
/// <param name="Text">The text.</param>
/// <param name="Parse">The catalog, never null here, and the problems in it.</param>
internal sealed record ReadCatalog(CatalogText Text, CatalogParse Parse);
