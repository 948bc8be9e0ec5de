using System.Collections.Frozen;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>Recognises SQL in lower case. Its words begin sentences too, so a line must have more than them.</summary>
internal static class SqlLine
{
    private const int MostSpaces = 12;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Clauses = (
        "from where join left right inner outer cross group order having limit offset union and or on set values returning"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a statement begins here.</summary>
    public static bool Begins(in PastedLine line) =>
        line.FirstWord switch
        {
            "select" => Lists(line) && (line.Symbols > 0 || line.Has(" from ") || line.Text[^1] == ','),
            "insert" => line.Starts("insert into ") && (line.Symbols > 0 || line.Spaces == 2),
            "delete" => line.Starts("delete from ") && (line.Has(" where ") || line.Spaces == 2),
            "update" => line.Has(" set ") && line.Has(" = "),
            "create" or "alter" or "drop" => line.Spaces > 1
                && line.Symbols > 0
                && (line.Has(" table ") || line.Has(" index ") || line.Has(" view "))
                && Lists(line),
            _ => false,
        };

    /// <summary>Whether it is a clause of the statement right before it.</summary>
    public static bool GoesOn(in PastedLine line) =>
        line.Before is EvidenceKind.Code && line.Continues && Clauses.Contains(line.FirstWord) && Lists(line);

    // Not "select the first row from the list."
    private static bool Lists(in PastedLine line) =>
        line.Spaces is > 0 and < MostSpaces && line.Text[^1] is not ('.' or '?' or '!') && !line.Has(" the ") && !line.Has(" a ");
}
