using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>Asks models. A port: what stands behind it speaks each provider's wire shape, and knows one session's keys.</summary>
public interface IUpstream
{
    /// <summary>Reads a request, once for all the models that may be asked. Never throws for what a client can send.</summary>
    /// <param name="request">The request.</param>
    ChatRead Read(ChatRequest request);
}

/// <summary>A request that has been read, ready to be put to one model after another.</summary>
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

/// <summary>What came of reading a request: the one or the other.</summary>
/// <param name="Chat">The request; null where it cannot be read.</param>
/// <param name="Path">The offending field, such as <c>messages[0].content</c>; null where there is none.</param>
/// <param name="Message">What is wrong with it, a sentence; null where nothing is.</param>
public sealed record ChatRead(IChat? Chat, string? Path = null, string? Message = null);
