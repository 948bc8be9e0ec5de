using System.Diagnostics.CodeAnalysis;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Caching;

/// <summary>A classification under way, and how many wait for it. The cache's lock guards <see cref="Waiters"/>.</summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The last waiter may leave while it lands; the source has no timer and no wait handle to free."
)]
internal sealed class Flight
{
    private readonly TaskCompletionSource<Scoring> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource cancellation = new();

    public int Waiters { get; set; } = 1;

    /// <summary>Completes with the scores, or with the failure that everybody who waits shares.</summary>
    public Task<Scoring> Answer => answer.Task;

    /// <summary>Cancelled when the last who waited has gone.</summary>
    public CancellationToken Abandoned => cancellation.Token;

    public void Abandon() => cancellation.Cancel();

    public void Land(Scoring scoring) => answer.TrySetResult(scoring);

    public void Crash(Exception failure)
    {
        answer.TrySetException(failure);
        _ = answer.Task.Exception; // observed: there may be nobody left to wait
    }
}
