using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Documents;

/// <summary>What stands at an offset of the text.</summary>
internal enum PlaceKind
{
    /// <summary>Outside the root, or in a comment: nothing belongs here.</summary>
    Outside,

    /// <summary>In an object, where a member may start or end.</summary>
    Members,

    /// <summary>In an array, where an item may start or end.</summary>
    Items,

    /// <summary>In or at the name of a member.</summary>
    Name,

    /// <summary>Behind a name, before its colon or where that should be.</summary>
    AfterName,

    /// <summary>In or at a value that is neither an object nor an array, or where a member's value is missing.</summary>
    Value,
}

/// <summary>A step into the tree: a member's name, or an item's index.</summary>
/// <param name="Name">The name as written; null for an item.</param>
/// <param name="Index">The index of the item; -1 for a member.</param>
internal readonly record struct PathStep(string? Name, int Index)
{
    /// <inheritdoc/>
    public override string ToString() => Name ?? $"[{Index}]";
}

/// <summary>What stands at an offset, where that is in the tree, and what an editor would replace.</summary>
internal sealed record SyntaxPlace
{
    /// <summary>The offset that was asked for.</summary>
    public required int Offset { get; init; }

    /// <summary>What stands there.</summary>
    public required PlaceKind Kind { get; init; }

    /// <summary>The nodes around it, from the root on. The last one is the innermost.</summary>
    public required ImmutableArray<JsonSyntax> Chain { get; init; }

    /// <summary>The way from the root to it; it ends in the member that it is in, or in the item.</summary>
    public required ImmutableArray<PathStep> Path { get; init; }

    /// <summary>The innermost member that it is in: in its name, behind it or in its value. Null if there is none.</summary>
    public JsonMember? Member { get; init; }

    /// <summary>The fields of the object that it is in; null outside of objects whose fields are known.</summary>
    public FieldTable? Fields { get; init; }

    /// <summary>The field that <see cref="Member"/> states, whatever its spelling; null if it is not known.</summary>
    public Field? Field { get; init; }

    /// <summary>The row that it is in: an item of <c>models</c>, whatever its kind. Null if there is none.</summary>
    public JsonSyntax? Row { get; init; }

    /// <summary>The index of <see cref="Row"/>; -1 if there is none.</summary>
    public int RowIndex { get; init; } = -1;

    /// <summary>The router block that it is in; null if there is none.</summary>
    public ObjectSyntax? Router { get; init; }

    /// <summary>The candidate that it is in, an object or a bare slug; null if there is none.</summary>
    public JsonSyntax? Candidate { get; init; }

    /// <summary>The gateway block that it is in; null if there is none.</summary>
    public ObjectSyntax? Gateway { get; init; }

    /// <summary>The name or value that it is in, quotes included: what an edit replaces. It is empty if nothing is written.</summary>
    public required TextSpan Token { get; init; }

    /// <summary>The same without quotes.</summary>
    public required TextSpan Content { get; init; }

    /// <summary>What is written of <see cref="Content"/> before the offset, as it is in the text.</summary>
    public required string Prefix { get; init; }

    /// <summary>The innermost node.</summary>
    public JsonSyntax? Node => Chain.IsEmpty ? null : Chain[^1];

    /// <summary>What stands at an offset.</summary>
    /// <param name="document">The document.</param>
    /// <param name="offset">The offset in bytes; one out of range means the nearest end.</param>
    public static SyntaxPlace At(CatalogDocument document, int offset) =>
        new PlaceFinder(document, Math.Clamp(offset, 0, document.Text.Length)).Find();
}
