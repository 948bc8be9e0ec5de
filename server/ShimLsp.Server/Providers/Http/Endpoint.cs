namespace ShimLsp.Server.Providers.Http;

/// <summary>Addresses under a base URL.</summary>
internal static class Endpoint
{
    /// <summary>
    /// The address of a path under it. A query of the base URL stays, since some gateways want their version there. A base URL that ends in
    /// the path already is taken as the address itself.
    /// </summary>
    /// <param name="baseUrl">The base URL, with or without a slash at its end.</param>
    /// <param name="path">The path, without a slash at its start.</param>
    public static Uri Of(Uri baseUrl, string path)
    {
        var root = baseUrl.AbsolutePath.TrimEnd('/');
        var whole = EndsIn(root, path) ? root : $"{root}/{path}";
        return new($"{baseUrl.Scheme}://{baseUrl.Authority}{whole}{baseUrl.Query}"); // without user info, which is no part of an authority
    }

    private static bool EndsIn(string root, string path) =>
        root.EndsWith($"/{path}", StringComparison.OrdinalIgnoreCase)
        || (path == "v1/messages" && root.EndsWith("/messages", StringComparison.OrdinalIgnoreCase));
}
