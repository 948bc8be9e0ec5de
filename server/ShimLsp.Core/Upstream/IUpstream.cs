using System.Collections.Immutable;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>Asks models. This is a port: its implementation speaks each provider's wire shape and knows one session's keys.</summary>
public interface IUpstream
{
    /// <summary>Opens a conversation, so that it can be sent to one model after another.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="mostReplyBytes">The largest part of a reply's body that is read, in bytes; null for the usual limit.</param>
    IChat Open(ChatConversation conversation, int? mostReplyBytes = null);

    /// <summary>The options that models refused and that requests leave out since, by slug.</summary>
    /// <param name="catalog">The rows in force. What an earlier form of a row refused is not among them.</param>
    ImmutableSortedDictionary<string, ImmutableSortedSet<string>> LearnedQuirks(Catalog catalog);
}

/// <summary>A conversation that can be sent to one model after another.</summary>
public interface IChat
{
    /// <summary>
    /// Sends the conversation to a model. The events end with exactly one <see cref="ChatEvent.Finished"/>, or with an exception if the
    /// reply breaks off. It never retries. If the caller leaves the enumeration or cancels it, the call upstream ends at once.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="streams">True if the reply is wanted piece by piece, false if whole.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UpstreamException">The model sent no reply, or only part of it.</exception>
    IAsyncEnumerable<ChatEvent> AskAsync(ModelSpec model, bool streams, CancellationToken cancellationToken);
}
