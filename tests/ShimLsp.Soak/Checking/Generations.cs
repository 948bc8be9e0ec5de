using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>
/// Compares an answer's generation with the session's. There is one freedom: an edit of a file takes effect at some moment after its
/// writing, and the first answer that shows it fixes that moment. After that it must not go back.
/// </summary>
internal static class Generations
{
    /// <summary>The documented longest wait for a file to rest.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    /// <summary>Brings the session to the state that the answer was made in.</summary>
    /// <param name="session">The session, up to the call before.</param>
    /// <param name="exchange">The call and its answer.</param>
    /// <param name="stated">The generation in the answer.</param>
    /// <param name="steps">How many generations the call itself began.</param>
    public static Fault? Reach(SessionModel session, Exchange exchange, long stated, int steps = 0)
    {
        var expected = session.Generation + steps;
        if (session.Pending is not { } edit)
        {
            return stated == expected ? null : Fault.Stale($"the answer is of generation {stated}, the session's is {expected}");
        }

        if (stated == expected + 1)
        {
            return session.ApplyPending(exchange.HeardAt) is { } wrong ? Fault.Wrong(wrong) : null;
        }

        if (stated != expected)
        {
            return Fault.Stale($"the answer is of generation {stated}, the session's is {expected} or {expected + 1}");
        }

        if (edit.OvertookCall)
        {
            return Fault.Stale($"generation {stated}, though the cache of it was dropped before");
        }

        if (edit.KnownSince is { } known && exchange.SaidAt > known)
        {
            return Fault.Stale($"generation {stated}, though the catalog written at {edit.WrittenAt:O} was announced at {known:O}");
        }

        return exchange.SaidAt > edit.WrittenAt + LongestRest + session.Allowance
            ? Fault.Stale($"generation {stated}, though another catalog was written at {edit.WrittenAt:O}")
            : null;
    }
}
