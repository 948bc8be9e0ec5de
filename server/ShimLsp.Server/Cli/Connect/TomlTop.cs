using System.Text.RegularExpressions;

namespace ShimLsp.Server.Cli.Connect;

/// <summary>The lines of a TOML file that set keys of no table. They come first.</summary>
internal static partial class TomlTop
{
    /// <summary>The lines, each without its line end. The group <c>key</c> is the key.</summary>
    /// <param name="text">The file.</param>
    public static IReadOnlyList<Match> Lines(string text) => Keys().Matches(text[..EndOf(text)]);

    /// <summary>The line that sets a key; null if none does.</summary>
    /// <param name="text">The file.</param>
    /// <param name="key">The key.</param>
    public static Match? Line(string text, string key) => Lines(text).FirstOrDefault(line => line.Groups["key"].Value == key);

    private static int EndOf(string text) => Table().Match(text) is { Success: true, Index: var at } ? at : text.Length;

    [GeneratedRegex(@"^[ \t]*\[", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex(@"^(?<key>[A-Za-z0-9_-]+)[ \t]*=[^\r\n]*", RegexOptions.Multiline)]
    private static partial Regex Keys();
}
