using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ShimLsp.Server.Cli.Connect;

/// <summary>What <c>connect</c> did for a client, so that <c>--undo</c> can take it back.</summary>
/// <param name="Files">The files.</param>
internal sealed record ConnectRecord(ImmutableArray<ConnectedFile> Files);

/// <summary>A file that was edited.</summary>
internal sealed record ConnectedFile
{
    /// <summary>Its full path, with links resolved.</summary>
    public required string Path { get; init; }

    /// <summary>Its bytes before; null if it did not exist.</summary>
    public byte[]? Before { get; init; }

    /// <summary>Its permissions before; null if it did not exist, or on Windows.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>The SHA-256 of its bytes since.</summary>
    public required byte[] Written { get; init; }

    /// <summary>The changes in their order.</summary>
    public required ImmutableArray<FileChange> Changes { get; init; }
}

/// <summary>Its JSON form.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ConnectRecord))]
internal sealed partial class ConnectRecordJson : JsonSerializerContext;
