using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Server.Gateway.Page;

namespace ShimLsp.Server.Hosting.Gateways.Handover;

/// <summary>What the next gateway has to know so that no client notices the change. It holds hashes, no token and no cookie.</summary>
/// <param name="Tokens">The tokens that are in no file.</param>
/// <param name="Passes">The browsers that are let in, and the links that are not used yet.</param>
internal sealed record HandoverState(ImmutableArray<StoredToken> Tokens, ImmutableArray<PagePass> Passes)
{
    /// <summary>Nothing.</summary>
    public static HandoverState Empty { get; } = new([], []);

    /// <summary>On one line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, HandoverJson.Default.HandoverState);

    /// <summary>From one line; null if it is none.</summary>
    /// <param name="line">The line; null if none came.</param>
    public static HandoverState? Parse(string? line)
    {
        try
        {
            return
                line is not null
                && JsonSerializer.Deserialize(line, HandoverJson.Default.HandoverState)
                    is { Tokens.IsDefault: false, Passes.IsDefault: false } state
                ? state
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Its JSON form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HandoverState))]
internal sealed partial class HandoverJson : JsonSerializerContext;
