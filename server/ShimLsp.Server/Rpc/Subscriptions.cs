using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Rpc;

/// <summary>The plain front's notifications: bare names, and only those that the client subscribed to.</summary>
/// <param name="peer">The connection.</param>
internal sealed class Subscriptions(RpcPeer peer) : INotificationSink
{
    private volatile ImmutableHashSet<string> wanted = [];

    /// <summary>Replaces the notifications that the client wants.</summary>
    /// <param name="names">Bare names; an unknown one is left out.</param>
    /// <returns>The names that are known.</returns>
    public IReadOnlyList<string> Replace(IEnumerable<string> names)
    {
        wanted = [.. names.Intersect(NotificationNames.All)];
        return [.. NotificationNames.All.Where(wanted.Contains)];
    }

    /// <inheritdoc/>
    public bool Wants(string name) => wanted.Contains(name);

    /// <inheritdoc/>
    public void Send<T>(string name, string? subject, T parameters, JsonTypeInfo<T> type) => peer.Tell(name, subject, parameters, type);
}
