namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>A key's text. White space around it, such as a copied newline, is not part of it.</summary>
internal static class KeyText
{
    /// <summary>The end of a sentence that starts with where the key is, about one that no header can carry.</summary>
    public const string Unsendable = "contains a character that cannot be sent";

    /// <summary>Whether a header can carry it: visible ASCII only.</summary>
    /// <param name="key">The key, trimmed.</param>
    public static bool IsSendable(ReadOnlySpan<char> key) => !key.ContainsAnyExceptInRange('!', '~');
}
