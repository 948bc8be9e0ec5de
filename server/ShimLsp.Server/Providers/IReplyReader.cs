using Microsoft.Extensions.AI;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers;

/// <summary>Reads one reply of one wire shape, whole or piece by piece.</summary>
internal interface IReplyReader
{
    /// <summary>Whether the model has said that it is done. A reply that ends without that broke off.</summary>
    bool IsComplete { get; }

    /// <summary>The content of a piece.</summary>
    /// <param name="update">The piece.</param>
    IEnumerable<ChatEvent> Read(ChatResponseUpdate update);

    /// <summary>The content of a whole reply.</summary>
    /// <param name="response">The reply.</param>
    IEnumerable<ChatEvent> Read(ChatResponse response);

    /// <summary>The end, once all has been read.</summary>
    ChatEvent.Finished End();
}

/// <summary>All that one call needs of its wire shape.</summary>
/// <param name="Client">Asks.</param>
/// <param name="Messages">The conversation, fitted to the shape.</param>
/// <param name="Options">The options, fitted to the shape.</param>
/// <param name="Reader">Reads the reply.</param>
internal sealed record Exchange(IChatClient Client, IReadOnlyList<ChatMessage> Messages, ChatOptions Options, IReplyReader Reader);
