namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>A key's text. White space around it, such as a copied newline, is not part of it, nor is a byte order mark.</summary>
internal static class KeyText
{
    /// <summary>The end of a sentence that starts with where the key is, about one that no header can carry.</summary>
    public const string Unsendable = "contains a character that cannot be sent";

    private const char ByteOrderMark = '\uFEFF';

    /// <summary>The text without what is around it.</summary>
    /// <param name="text">The text as it was found.</param>
    public static string Trimmed(string text) => text.Trim().Trim(ByteOrderMark).Trim();

    /// <summary>Whether a header can carry it as a key: visible ASCII only.</summary>
    /// <param name="key">The key, trimmed.</param>
    public static bool IsSendable(ReadOnlySpan<char> key) => !key.ContainsAnyExceptInRange('!', '~');

    /// <summary>Whether it can be a part of a header: visible ASCII and blanks.</summary>
    /// <param name="text">The text, trimmed.</param>
    public static bool IsHeaderText(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange(' ', '~');
}
