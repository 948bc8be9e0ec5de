using System.Buffers;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers;

/// <summary>Room for a request while it is written.</summary>
internal static class RequestBuffer
{
    private const int Least = 4096;

    /// <summary>
    /// Room at once for about as many bytes as the client sent: growing would copy them, and a session with images has megabytes.
    /// </summary>
    /// <param name="conversation">What the request asks.</param>
    public static ArrayBufferWriter<byte> For(ChatConversation conversation)
    {
        var sent = conversation.Frame is { } frame ? LenientJson.WrittenLength(frame.Source) : 0;
        return new(Least + sent + sent / 16); // the formats differ a little in length
    }
}
