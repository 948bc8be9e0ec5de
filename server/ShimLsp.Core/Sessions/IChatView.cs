using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Sessions;

/// <summary>Follows a reply while it comes. Its calls come one after the other; the model waits for each.</summary>
public interface IChatView
{
    /// <summary>Whether the model is to send the reply piece by piece.</summary>
    bool Streams { get; }

    /// <summary>A model has begun to answer. This comes once, before the first piece.</summary>
    /// <param name="start">Who answers, and why.</param>
    ValueTask BeginAsync(ChatStart start);

    /// <summary>The next piece of the reply. The end of it is in the turn's result.</summary>
    /// <param name="piece">Any piece but <see cref="ChatEvent.Finished"/>.</param>
    ValueTask ShowAsync(ChatEvent piece);
}

/// <summary>What is known when a model begins to answer.</summary>
/// <param name="Decision">Which model was chosen, and why.</param>
/// <param name="Model">
/// The model that answers. If it fails after it only showed thoughts, another one gives the reply, and the result names that.
/// </param>
/// <param name="InputTokens">Estimates the request's length in tokens. It reads the whole request: call it only to tell a client.</param>
public sealed record ChatStart(Decision Decision, ModelSpec Model, Func<long> InputTokens);
