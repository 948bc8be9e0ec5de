using System.Text.Json;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Replies;

namespace ShimLsp.Server.Providers;

/// <summary>
/// Reads one reply of one wire shape, whole or event by event, in order. It looks only at fields that it needs: no other field can cost a
/// reply, whatever is in it.
/// </summary>
internal interface IReplyReader
{
    /// <summary>Whether the model has said why it ended. A stream that ends without that broke off.</summary>
    bool IsComplete { get; }

    /// <summary>Whether the stream's own end mark has been read: nothing counts after it.</summary>
    bool IsEnded { get; }

    /// <summary>
    /// What the stream should have said before its end mark, for a client that takes it as it came: an agent that hears no reason for the
    /// end asks again, for ever. Empty if nothing is missing.
    /// </summary>
    ReadOnlyMemory<byte> MissingEnd => default;

    /// <summary>Reads a whole reply.</summary>
    /// <param name="reply">The reply, an object.</param>
    /// <param name="into">Takes what it says.</param>
    /// <exception cref="FormatException">It is not a reply of this shape.</exception>
    /// <exception cref="UpstreamException">It tells of an error.</exception>
    void ReadWhole(JsonElement reply, ReplyPieces into);

    /// <summary>Reads an event of a stream.</summary>
    /// <param name="event">The event's data, an object.</param>
    /// <param name="into">Takes what it says.</param>
    /// <exception cref="FormatException">It is not an event of this shape.</exception>
    /// <exception cref="UpstreamException">It tells of an error.</exception>
    void ReadEvent(JsonElement @event, ReplyPieces into);

    /// <summary>Reads the mark <c>[DONE]</c>.</summary>
    void ReadDone();

    /// <summary>Ends the reply, once all has been read.</summary>
    /// <param name="into">Takes what is left to say, and the end.</param>
    /// <exception cref="FormatException">Something of the reply is missing.</exception>
    void End(ReplyPieces into);
}
