using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Gateway;

/// <summary>A notification as a client of the stream gets it.</summary>
/// <param name="Name">The notification's bare name.</param>
/// <param name="Parameters">Its parameters, as JSON.</param>
internal sealed record StreamedEvent(string Name, byte[] Parameters);

/// <summary>
/// Gives a session's notifications to every client that follows them. A client that reads late loses the oldest ones. Thread-safe.
/// </summary>
internal sealed class EventStreams : INotificationSink
{
    private const int MostWaiting = 256;

    private ImmutableList<Channel<StreamedEvent>> followers = [];

    /// <inheritdoc/>
    public bool Wants(string name) => !Volatile.Read(ref followers).IsEmpty;

    /// <inheritdoc/>
    public void Send<T>(string name, string? subject, T parameters, JsonTypeInfo<T> type)
    {
        var sent = new StreamedEvent(name, JsonSerializer.SerializeToUtf8Bytes(parameters, type));
        foreach (var follower in Volatile.Read(ref followers))
        {
            follower.Writer.TryWrite(sent);
        }
    }

    /// <summary>Follows from now on.</summary>
    public Following Follow()
    {
        var channel = Channel.CreateBounded<StreamedEvent>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );
        ImmutableInterlocked.Update(ref followers, static (all, one) => all.Add(one), channel);
        return new(this, channel);
    }

    /// <summary>One client that follows.</summary>
    /// <param name="streams">What it follows.</param>
    /// <param name="channel">What waits for it.</param>
    internal sealed class Following(EventStreams streams, Channel<StreamedEvent> channel) : IDisposable
    {
        /// <summary>What was announced and not read yet.</summary>
        public ChannelReader<StreamedEvent> Events => channel.Reader;

        /// <inheritdoc/>
        public void Dispose() => ImmutableInterlocked.Update(ref streams.followers, static (all, one) => all.Remove(one), channel);
    }
}
