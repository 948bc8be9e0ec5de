using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The memory of one workspace between runs.</summary>
internal sealed record WorkspaceMemory
{
    /// <summary>Nothing.</summary>
    public static WorkspaceMemory Empty { get; } = new();

    /// <summary>The folder's real path: a file's name is only a hash of it.</summary>
    public string? Folder { get; init; }

    /// <summary>The slug of the active model; null if none was chosen.</summary>
    public string? Active { get; init; }

    /// <summary>SHA-256 of each catalog text that the person trusts, lower-case hex, the newest last.</summary>
    public ImmutableArray<string> TrustedCatalogs { get; init; } = [];

    /// <summary>Which credentials the workspace's catalog may send where.</summary>
    public ImmutableArray<CredentialGrant> Grants { get; init; } = [];
}

/// <summary>Its JSON form.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(WorkspaceMemory))]
internal sealed partial class WorkspaceMemoryJson : JsonSerializerContext;
