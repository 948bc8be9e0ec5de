namespace ShimLsp.Server.Providers.Http;

/// <summary>Addresses under a base URL.</summary>
internal static class Endpoint
{
    /// <summary>The address of a path under it. A query of the base URL stays, since some gateways want their version there.</summary>
    /// <param name="baseUrl">The base URL, with or without a slash at its end.</param>
    /// <param name="path">The path, without a slash at its start.</param>
    public static Uri Of(Uri baseUrl, string path)
    {
        var address = new UriBuilder(baseUrl)
        {
            Fragment = "",
            UserName = "",
            Password = "",
        };
        address.Path = $"{address.Path.TrimEnd('/')}/{path}";
        return address.Uri;
    }
}
