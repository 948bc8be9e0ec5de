using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Documents;

/// <summary>
/// The text of a models.json as an editor has it, saved or not, valid or half typed. It is immutable; everything that is derived from the
/// text is made once. All offsets are those of <see cref="Text"/>.
/// </summary>
public sealed class CatalogDocument
{
    private readonly Lazy<LineTable> lines;
    private readonly Lazy<JsonTree> tree;
    private readonly Lazy<CatalogReading> reading;
    private readonly Lazy<CatalogIndex> index;

    private CatalogDocument(ReadOnlyMemory<byte> utf8)
    {
        Text = utf8;
        lines = new(() => new LineTable(Text));
        tree = new(() => JsonSyntaxReader.Read(Text.Span, HasMark(Text) ? Mark.Length : 0));
        reading = new(() => CatalogParser.ReadOn(Text.Span, tree.Value));
        index = new(() => CatalogIndex.Of(reading.Value));
    }

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The text in UTF-8.</summary>
    public ReadOnlyMemory<byte> Text { get; }

    /// <summary>Where its lines are.</summary>
    public LineTable Lines => lines.Value;

    /// <summary>
    /// What can be read of it as a catalog, with all problems, those of the syntax included. The catalog is null only if the text contains
    /// neither an object nor an array. With faults in the text it is a guess, for an editor and not for use.
    /// </summary>
    public CatalogParse Parse => reading.Value.Parse;

    /// <summary>Whether the text is JSON (with comments and trailing commas).</summary>
    public bool IsWhole => tree.Value.Faults.IsEmpty;

    /// <summary>Whether the text is plainly a catalog, whatever its name: its rows name a model and how to reach it.</summary>
    public bool LooksLikeCatalog => CatalogLook.IsCatalog(tree.Value.Root);

    /// <summary>Whether the text names a schema, which an editor then checks it by.</summary>
    public bool NamesSchema => Tree is ObjectSyntax { Members: var members } && members.Any(member => member.Name == "$schema");

    /// <summary>The tree; null if the text contains no value.</summary>
    internal JsonSyntax? Tree => tree.Value.Root;

    /// <summary>What is wrong with its syntax.</summary>
    internal ImmutableArray<SyntaxFault> Faults => tree.Value.Faults;

    /// <summary>The drafts that the catalog was made of.</summary>
    internal CatalogReading Reading => reading.Value;

    /// <summary>Its rows, and everything that refers to one.</summary>
    internal CatalogIndex Index => index.Value;

    /// <summary>The document of a file's bytes, whatever they are. A byte order mark is left out.</summary>
    /// <param name="utf8">The bytes. They must not change.</param>
    public static CatalogDocument Read(ReadOnlyMemory<byte> utf8) => new(HasMark(utf8) ? utf8[Mark.Length..] : utf8);

    /// <summary>The document of an editor's text. Half of a surrogate pair becomes U+FFFD, which is as long in UTF-16.</summary>
    /// <param name="text">The text.</param>
    public static CatalogDocument Read(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>The document after an edit.</summary>
    /// <param name="start">The position of the first character that is replaced.</param>
    /// <param name="end">The position after the last one.</param>
    /// <param name="replacement">What takes their place.</param>
    /// <param name="encoding">What the columns count.</param>
    public CatalogDocument Edit(TextPosition start, TextPosition end, string replacement, PositionEncoding encoding)
    {
        var from = Lines.OffsetOf(start, encoding);
        var to = Math.Max(from, Lines.OffsetOf(end, encoding));
        var inserted = Encoding.UTF8.GetByteCount(replacement);
        var edited = GC.AllocateUninitializedArray<byte>(Text.Length - (to - from) + inserted);
        Text.Span[..from].CopyTo(edited);
        Encoding.UTF8.GetBytes(replacement, edited.AsSpan(from));
        Text.Span[to..].CopyTo(edited.AsSpan(from + inserted));
        return new CatalogDocument(edited);
    }

    private static bool HasMark(ReadOnlyMemory<byte> utf8) => utf8.Span.StartsWith(Mark);

    /// <summary>The text of a piece.</summary>
    /// <param name="span">The piece, inside the text.</param>
    public string TextOf(TextSpan span) => Encoding.UTF8.GetString(Text.Span[span.Start..span.End]);
}
