using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Work.Writing;

/// <summary>
/// Writes one reply in a client's shape: either its pieces as events of a stream, or the whole as one object. Not thread-safe; a writer
/// serves one reply.
/// </summary>
internal interface IReplyWriter : IDisposable
{
    /// <summary>The stream begins.</summary>
    /// <param name="start">Who answers.</param>
    void Begin(ChatStart start);

    /// <summary>The provider's own events are the stream: nothing but signs of life and an error is written.</summary>
    void Pass();

    /// <summary>The next piece of the stream.</summary>
    /// <param name="piece">The piece.</param>
    void Add(ChatEvent piece);

    /// <summary>A sign of life while the model thinks, as the client understands it. It may come before the beginning.</summary>
    void KeepAlive();

    /// <summary>The stream ends. The shape's last record is always written.</summary>
    /// <param name="answer">The whole reply.</param>
    void End(ChatResult.Answered answer);

    /// <summary>The stream breaks off.</summary>
    /// <param name="error">Why.</param>
    void Fail(GatewayException error);

    /// <summary>The reply as one object.</summary>
    /// <param name="answer">The whole reply.</param>
    /// <param name="thoughts">What the model thought; empty for nothing.</param>
    void Whole(ChatResult.Answered answer, ReplyText thoughts);
}
