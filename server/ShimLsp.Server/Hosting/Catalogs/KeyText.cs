namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>A key's text. White space around it, such as a copied newline, is not part of it.</summary>
internal static class KeyText
{
    /// <summary>The end of a sentence that starts with the key's place, for a key that no header can carry.</summary>
    public const string Unsendable = "holds a character that no key has";

    /// <summary>Whether a header can carry it: visible ASCII only.</summary>
    /// <param name="key">The key, trimmed.</param>
    public static bool IsSendable(ReadOnlySpan<char> key) => !key.ContainsAnyExceptInRange('!', '~');
}
