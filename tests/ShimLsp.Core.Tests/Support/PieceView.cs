using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Support;

/// <summary>A view that wants every piece and does not care who answers.</summary>
internal sealed class PieceView(Func<ChatEvent, ValueTask> show) : IChatView
{
    public bool Streams => true;

    public ValueTask BeginAsync(ChatStart start) => default;

    public ValueTask ShowAsync(ChatEvent piece) => show(piece);
}
