using System.Diagnostics.CodeAnalysis;

namespace ShimLsp.Core.Classifying;

/// <summary>Bounds how many requests use the classifier at a time, and how many wait for that. Thread-safe.</summary>
/// <param name="places">The most at a time.</param>
/// <param name="length">The most that wait.</param>
[SuppressMessage("Design", "CA1001", Justification = "A call may outlive its session; the semaphore has no wait handle to free.")]
internal sealed class ClassifierQueue(int places, int length)
{
    private readonly SemaphoreSlim free = new(places);
    private int inside;

    /// <summary>Joins the queue; false if it is full.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref inside) <= places + length)
        {
            return true;
        }

        Interlocked.Decrement(ref inside);
        return false;
    }

    /// <summary>Waits for a place. A request that gives up has left the queue.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task TakePlaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref inside);
            throw;
        }
    }

    /// <summary>Frees the place that a request had.</summary>
    public void Leave()
    {
        Interlocked.Decrement(ref inside);
        free.Release();
    }
}
