using System.Collections.Immutable;

namespace ShimLsp.Server.Providers;

/// <summary>What only the model's own host may see of a call. This is not a record: a record prints its members.</summary>
/// <param name="key">The key, printable ASCII; null if the row needs none.</param>
/// <param name="headers">The headers of the row, with every reference resolved.</param>
internal sealed class CallCredentials(string? key, ImmutableArray<KeyValuePair<string, string>> headers)
{
    /// <summary>The key; null if the row needs none.</summary>
    public string? Key { get; } = key;

    /// <summary>The headers of the row.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; } = headers;
}
