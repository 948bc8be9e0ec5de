using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// Shows the pieces of a reply. What a provider sends before the reply itself, such as who answers, waits for the first piece of it: until
/// then another model can take over, and the client sees nothing of the one that failed. Not thread-safe.
/// </summary>
/// <param name="view">Whom to show them.</param>
/// <param name="decision">Which model was chosen.</param>
/// <param name="input">Estimates the request's length in tokens.</param>
/// <param name="clock">Time.</param>
internal sealed class ShownPieces(IChatView view, Decision decision, Func<long> input, TimeProvider clock)
{
    /// <summary>The client must hear something while a model thinks. After that time no other model takes over.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly List<ChatEvent.Wire> waiting = [];
    private long since;
    private bool isBegun;
    private bool isPassed;

    /// <summary>Another model is asked.</summary>
    public void Restart() => waiting.Clear();

    /// <summary>Takes the next piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="model">Who sends it.</param>
    /// <returns>Whether something has been shown that another model cannot take back.</returns>
    public async ValueTask<bool> AddAsync(ChatEvent piece, ModelSpec model)
    {
        if (piece is ChatEvent.Wire wire && !isPassed)
        {
            since = waiting.Count == 0 ? clock.GetTimestamp() : since;
            waiting.Add(new(wire.Bytes.ToArray()));
            return clock.GetElapsedTime(since) >= Longest && await ReleaseAsync(model).ConfigureAwait(false);
        }

        if (waiting.Count > 0)
        {
            await ReleaseAsync(model).ConfigureAwait(false);
        }

        if (piece is ChatEvent.Finished || (isPassed && piece is not ChatEvent.Wire))
        {
            return isPassed;
        }

        await BeginAsync(model).ConfigureAwait(false);
        await view.ShowAsync(piece).ConfigureAwait(false);
        return piece is not ChatEvent.Reasoning; // thoughts are not the reply: another model may still give it
    }

    private async ValueTask<bool> ReleaseAsync(ModelSpec model)
    {
        isPassed = true;
        await BeginAsync(model).ConfigureAwait(false);
        foreach (var piece in waiting)
        {
            await view.ShowAsync(piece).ConfigureAwait(false);
        }

        waiting.Clear();
        return true;
    }

    private async ValueTask BeginAsync(ModelSpec model)
    {
        if (!isBegun)
        {
            isBegun = true;
            await view.BeginAsync(new(decision, model, input)).ConfigureAwait(false);
        }
    }
}
