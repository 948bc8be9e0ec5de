using System.Collections.Immutable;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>Counts what is left out of a request: items and parts by type, fields by name.</summary>
internal sealed class DroppedItems
{
    /// <summary>The longest type or name that is kept, in letters.</summary>
    public const int LongestType = 64;

    private const int MostTypes = 16;

    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>How many there were of each.</summary>
    public ImmutableSortedDictionary<string, int> Counts => counts.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    /// <param name="type">Its type or name, as written. One that is not a plain word may hold anything, and counts as <c>other</c>.</param>
    public void Add(string type)
    {
        var name = type.Length is > 0 and <= LongestType && type.All(IsWord) ? type : "other";
        name = counts.Count < MostTypes || counts.ContainsKey(name) ? name : "other";
        counts[name] = counts.GetValueOrDefault(name) + 1;
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.';
}
