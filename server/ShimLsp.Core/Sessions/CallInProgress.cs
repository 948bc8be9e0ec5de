using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Spending;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Sessions;

/// <summary>Settles what a call has reserved, however it ends.</summary>
/// <param name="model">The model that is called.</param>
/// <param name="reservation">What it has reserved.</param>
/// <param name="inputTokens">Estimates the size of the input.</param>
internal sealed class CallInProgress(ModelSpec model, SpendingReservation reservation, Func<long> inputTokens)
{
    /// <summary>The reply is complete.</summary>
    /// <param name="usage">The tokens that it used, or an estimate if the provider did not say.</param>
    public void End(TokenUsage usage) => reservation.Settle(model.Pricing?.CostOf(usage) ?? 0);

    /// <summary>
    /// The call was cancelled or broke off: what was read of it is paid for, by estimate. A model that refused a request, or was not
    /// reached, has done nothing for it.
    /// </summary>
    /// <param name="reply">The reply as far as it came.</param>
    /// <param name="hasBegun">Whether any of it came.</param>
    /// <param name="outcome">What became of the call; null if it was cancelled.</param>
    public void BreakOff(ReplyBuilder reply, bool hasBegun, Outcome? outcome = null)
    {
        if (!hasBegun && outcome is { Status: >= 400 } or { NoAnswer: NoAnswer.Network })
        {
            reservation.Release();
            return;
        }

        var so = reply.Build();
        End(so.Usage ?? new(inputTokens(), CachedInput: null, TokenEstimate.Of(BytesOf(so), attachments: 0)));
    }

    /// <summary>The length of a reply in bytes of UTF-8.</summary>
    /// <param name="reply">The reply.</param>
    public static long BytesOf(ChatReply reply) => reply.Text.ByteCount + reply.ToolCalls.Sum(call => call.Arguments.ByteCount);
}
