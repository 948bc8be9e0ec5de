using System.Collections.Frozen;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>Recognises names of files and paths among words.</summary>
internal static class FileName
{
    private const int LongestExtension = 10;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ExtensionLookup = (
        "c cc cpp cs csproj css dart ex exs fs go gradle h hpp hs html ini java js json jsx kt lock lua md mjs ml php proto ps1 py rb rs "
        + "scala scss sh sln sql svelte swift tf toml ts tsx txt vue xml yaml yml zig"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Whether the token ends in an extension that source trees use, or is a path of at least two slashes; no URL is one.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> token)
    {
        if (token.Contains("://", StringComparison.Ordinal))
        {
            return false;
        }

        var dot = token.LastIndexOf('.');
        return (dot > 0 && token.Length - dot - 1 is > 0 and <= LongestExtension && ExtensionLookup.Contains(token[(dot + 1)..]))
            || token.Count('/') >= 2;
    }
}
