using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>Asks models. A port: what stands behind it speaks each provider's wire shape, and knows one session's keys.</summary>
public interface IUpstream
{
    /// <summary>Takes a conversation, ready to be put to one model after another.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="mostReplyBytes">The most of a reply's body that is read, in bytes; null for the limit of every other call.</param>
    IChat Open(ChatConversation conversation, int? mostReplyBytes = null);
}

/// <summary>A conversation, ready to be put to one model after another.</summary>
public interface IChat
{
    /// <summary>
    /// Puts it to a model. The events end with exactly one <see cref="ChatEvent.Finished"/>, or with an exception: a reply that breaks off
    /// is no reply. Nothing is tried twice. Leaving the enumeration, or cancelling it, ends the call upstream at once.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="streams">Whether the reply is wanted piece by piece; else whole.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UpstreamException">The model gave no reply, or not all of it.</exception>
    IAsyncEnumerable<ChatEvent> AskAsync(ModelSpec model, bool streams, CancellationToken cancellationToken);
}
