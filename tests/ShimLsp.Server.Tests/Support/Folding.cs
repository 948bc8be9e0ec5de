using System.Text.RegularExpressions;

namespace ShimLsp.Server.Tests.Support;

/// <summary>A long line of a test is written on several, as a header of a mail is.</summary>
internal static partial class Folding
{
    /// <summary>The text with its folded lines whole again: a line that begins with a space continues the line before it.</summary>
    public static string Unfolded(this string text) => Fold().Replace(text, "");

    [GeneratedRegex("\n +")]
    private static partial Regex Fold();
}
