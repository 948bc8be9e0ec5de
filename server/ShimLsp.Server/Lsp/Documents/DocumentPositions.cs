using System.Text.Json;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Documents;

/// <summary>Positions as this client counts them, both ways. Every position that comes or goes passes here.</summary>
internal sealed class DocumentPositions
{
    private volatile bool isUtf8;

    /// <summary>Whether the client counts in UTF-8; else it counts in UTF-16.</summary>
    public bool IsUtf8
    {
        set => isUtf8 = value;
    }

    /// <summary>What a character counts.</summary>
    public PositionEncoding Encoding => isUtf8 ? PositionEncoding.Utf8 : PositionEncoding.Utf16;

    /// <summary>A piece of a document as a range.</summary>
    /// <param name="document">The document.</param>
    /// <param name="span">The piece in bytes.</param>
    public LspRange RangeOf(CatalogDocument document, TextSpan span) => new(At(document, span.Start), At(document, span.End));

    /// <summary>The byte offset that a client's position means; an absent or broken one means the start.</summary>
    /// <param name="document">The document.</param>
    /// <param name="position">LSP's <c>Position</c>.</param>
    public int OffsetOf(CatalogDocument document, JsonElement position) => document.Lines.OffsetOf(Read(position), Encoding);

    /// <summary>A client's range in bytes.</summary>
    /// <param name="document">The document.</param>
    /// <param name="range">LSP's <c>Range</c>.</param>
    public TextSpan SpanOf(CatalogDocument document, JsonElement range)
    {
        var start = OffsetOf(document, range.At("start"));
        return new(start, Math.Max(start, OffsetOf(document, range.At("end"))));
    }

    /// <summary>A client's position as it is.</summary>
    /// <param name="position">LSP's <c>Position</c>.</param>
    public static TextPosition Read(JsonElement position) =>
        new(position.At("line").AsInt32() ?? 0, position.At("character").AsInt32() ?? 0);

    private LspPosition At(CatalogDocument document, int offset)
    {
        var (line, column) = document.Lines.PositionOf(offset, Encoding);
        return new(line, column);
    }
}
