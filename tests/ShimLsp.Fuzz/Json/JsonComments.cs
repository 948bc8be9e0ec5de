using System.Text;
using System.Text.RegularExpressions;

namespace ShimLsp.Fuzz.Json;

/// <summary>
/// Comments made blank. .NET's reader refuses a comment between a name and its colon. Ours takes one wherever white space may be, as
/// editors do.
/// </summary>
internal static partial class JsonComments
{
    /// <summary>The same text, as long, with spaces for comments.</summary>
    /// <param name="utf8">The text, whatever it is.</param>
    public static byte[] Blank(ReadOnlySpan<byte> utf8) =>
        Encoding.Latin1.GetBytes(
            StringOrComment()
                .Replace(
                    Encoding.Latin1.GetString(utf8),
                    found => found.Value[0] == '"' || IsEndedTwice(found.Value) ? found.Value : new string(' ', found.Length)
                )
        );

    // U+2028 and U+2029 end a line for some readers and not for others: both readers here refuse them in a comment.
    private static bool IsEndedTwice(string comment) =>
        comment[1] == '/'
        && (
            comment.Contains("\u00E2\u0080\u00A8", StringComparison.Ordinal)
            || comment.Contains("\u00E2\u0080\u00A9", StringComparison.Ordinal)
        );

    [GeneratedRegex(
        """
            "(?:\\.|[^"\\])*"|//[^\r\n]*|/\*.*?\*/
            """,
        RegexOptions.Singleline
    )]
    private static partial Regex StringOrComment();
}
