using System.Text.Json.Serialization;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>The answer of <c>listGrants</c>.</summary>
/// <param name="Pending">What the workspace's own catalog asks to send, and the person has not allowed.</param>
/// <param name="Allowed">What the person has allowed.</param>
public sealed record ListGrantsResult(IReadOnlyList<GrantInfo> Pending, IReadOnlyList<GrantInfo> Allowed);

/// <summary>A key and the endpoint that it goes to.</summary>
/// <param name="Reference">The key as the catalog names it, such as <c>${env:NAME}</c>; a file by its full path.</param>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="Slugs">The models whose rows ask for it.</param>
public sealed record GrantInfo(string Reference, string Origin, IReadOnlyList<string> Slugs);

/// <summary>Parameters of <c>setGrant</c>.</summary>
public sealed record SetGrantParams : SessionParams
{
    /// <summary>The key as <c>listGrants</c> names it.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Reference { get; init; }

    /// <summary>The endpoint as <c>listGrants</c> names it.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Origin { get; init; }

    /// <summary>Whether the workspace's own catalog may send the key there.</summary>
    public bool? Allowed { get; init; }
}

/// <summary>The answer of <c>setGrant</c>.</summary>
/// <param name="Allowed">Whether it is allowed now: not what was asked for if the state folder cannot be written.</param>
/// <param name="Generation">The session's generation.</param>
public sealed record SetGrantResult(bool Allowed, long Generation);
