using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Counts the tokens of the replies that a carrier brings.</summary>
/// <param name="carrier">The carrier.</param>
/// <param name="counts">Where they are counted.</param>
internal sealed class CountingCarrier(ICarrier carrier, SessionCounts counts) : ICarrier
{
    /// <inheritdoc/>
    public SessionSnapshot SnapshotOf(SessionParams? parameters = null) => carrier.SnapshotOf(parameters);

    /// <inheritdoc/>
    public async Task<ChatResult> CarryAsync(CarryRequest request, IChatView? view, CancellationToken cancellationToken)
    {
        var result = await carrier.CarryAsync(request, view, cancellationToken).ConfigureAwait(false);
        if (result is ChatResult.Answered { Usage: var usage })
        {
            counts.NoteTokens("input", usage.Input);
            counts.NoteTokens("cached_input", usage.CachedInput ?? 0);
            counts.NoteTokens("output", usage.Output);
        }

        return result;
    }
}
