using System.Buffers;
using System.Collections.Frozen;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>
/// Tells at a glance that a line is prose: it has nothing that a judge of pasted lines looks for. Most lines of lists and of short
/// paragraphs are such, and then no judge is asked.
/// </summary>
internal static class PlainLine
{
    private static readonly SearchValues<char> Telling = SearchValues.Create(":\t-");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FirstWords = CodeLine
        .FirstWords.Concat(TerminalLine.FirstWords)
        .Concat(LogLine.FirstWords)
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether it is, behind prose and in no fence. A trace may still be one.</summary>
    public static bool Matches(in PastedLine line) =>
        line.Symbols == 0
        && line.Before is EvidenceKind.None
        && char.IsAsciiLetter(line.Text[0])
        && line.Spaces > 0
        && !line.Text.ContainsAny(Telling)
        && !line.Has("  ")
        && CharacterCount.Of(line.Text, ',') <= line.Spaces // values with separators have more
        && !FirstWords.Contains(line.FirstWord)
        && !SqlLine.Begins(line)
        && !line.Has(" Scan on ");
}
