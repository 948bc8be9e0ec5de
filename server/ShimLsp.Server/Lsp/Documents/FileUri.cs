namespace ShimLsp.Server.Lsp.Documents;

/// <summary>The URIs of files that the server names before the client does.</summary>
internal static class FileUri
{
    /// <summary>
    /// The URI of a file, spelt as VS Code spells it: all but letters, digits and <c>-._~/</c> is encoded, and a drive is lower case. So a
    /// client that compares URIs as texts has one name for a file that it opens later.
    /// </summary>
    /// <param name="path">A full path.</param>
    public static string Of(string path) => Of(path, OperatingSystem.IsWindows());

    internal static string Of(string path, bool isWindows)
    {
        var isDrive = isWindows && path is [_, ':', ..];
        var whole = isDrive ? $"/{char.ToLowerInvariant(path[0])}{path[1..]}" : path;
        var parts = (isWindows ? whole.Replace('\\', '/') : whole).Split('/').Select(Uri.EscapeDataString);
        var joined = string.Join('/', parts);
        return joined.StartsWith("//", StringComparison.Ordinal) ? $"file:{joined}" : $"file://{joined}";
    }
}
