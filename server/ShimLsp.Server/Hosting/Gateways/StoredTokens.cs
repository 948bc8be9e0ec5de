using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>A token as it is stored.</summary>
internal sealed record StoredToken
{
    /// <summary>Of the token, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Tenant { get; init; }

    /// <summary>The workspace's folder, a full path.</summary>
    public required string Folder { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it ends; null if it lasts.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it still counts.</summary>
    /// <param name="now">The time.</param>
    public bool IsValid(DateTimeOffset now) => Expires is not { } end || now < end;
}

/// <summary>All stored tokens.</summary>
/// <param name="Tokens">The tokens, the newest last.</param>
internal sealed record StoredTokens(ImmutableArray<StoredToken> Tokens);

/// <summary>Their JSON form.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StoredTokens))]
internal sealed partial class StoredTokensJson : JsonSerializerContext;
