using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>Parameters of <c>setCredential</c>.</summary>
public sealed record SetCredentialParams : SessionParams
{
    /// <summary>The name by which the catalog refers to it: a secret's or an environment variable's.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Name { get; init; }

    /// <summary>The key, a string; null to forget it.</summary>
    public JsonElement Secret { get; init; }

    /// <summary>The name only: a record would print its members.</summary>
    public override string ToString() => $"SetCredentialParams({Name})";
}

/// <summary>The answer of <c>setCredential</c>.</summary>
/// <param name="Affected">The models whose rows refer to that name, in the catalog's order.</param>
/// <param name="Generation">The session's new generation.</param>
public sealed record SetCredentialResult(IReadOnlyList<string> Affected, long Generation);
