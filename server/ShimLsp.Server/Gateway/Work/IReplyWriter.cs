using System.Buffers;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Work;

/// <summary>
/// Writes one reply in a client's shape: either its pieces as events of a stream, or the whole as one object. Not thread-safe; a writer
/// serves one reply.
/// </summary>
internal interface IReplyWriter
{
    /// <summary>The stream begins.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="start">Who answers.</param>
    void Begin(IBufferWriter<byte> output, ChatStart start);

    /// <summary>The next piece of the stream.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="piece">The piece.</param>
    void Add(IBufferWriter<byte> output, ChatEvent piece);

    /// <summary>A sign of life while the model thinks, in the words that the client takes for one.</summary>
    /// <param name="output">Where to write.</param>
    void KeepAlive(IBufferWriter<byte> output);

    /// <summary>The stream ends. The shape's last record is always written.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="answer">The whole reply.</param>
    void End(IBufferWriter<byte> output, ChatResult.Answered answer);

    /// <summary>The stream breaks off.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="error">Why.</param>
    void Fail(IBufferWriter<byte> output, GatewayException error);

    /// <summary>The reply as one object.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="answer">The whole reply.</param>
    void Whole(IBufferWriter<byte> output, ChatResult.Answered answer);
}
