namespace ShimLsp.Server.Hosting.Files;

/// <summary>Text as one word of a shell's command line, so that what a message suggests can be pasted.</summary>
internal static class ShellWord
{
    /// <summary>The text, in quotes if it needs them.</summary>
    /// <param name="text">A path, as a rule.</param>
    public static string Of(string text)
    {
        if (text.Length > 0 && text.All(IsPlain))
        {
            return text;
        }

        // Within single quotes both PowerShell and the shells of Unix take everything literally, but the quote itself.
        var quote = OperatingSystem.IsWindows() ? "''" : @"'\''";
        return $"'{text.Replace("'", quote, StringComparison.Ordinal)}'";
    }

    private static bool IsPlain(char letter) =>
        char.IsLetterOrDigit(letter)
        || letter is '/' or '.' or '_' or '-' or '+' or ':' or '%'
        || (letter is '\\' && OperatingSystem.IsWindows());
}
