namespace ShimLsp.Mock;

/// <summary>Holds answers back until a test lets them through. Closed at first. Thread-safe.</summary>
public sealed class Gate
{
    private readonly Lock changing = new();
    private TaskCompletionSource changed = NewSignal();
    private int passes;
    private int waiting;
    private bool isOpen;

    /// <summary>How many are being held back now.</summary>
    public int Waiting
    {
        get
        {
            lock (changing)
            {
                return waiting;
            }
        }
    }

    /// <summary>Lets all through, from now on.</summary>
    public void Open()
    {
        lock (changing)
        {
            isOpen = true;
            Signal();
        }
    }

    /// <summary>Lets so many through: those that wait, or the next to come.</summary>
    /// <param name="count">How many.</param>
    public void Pass(int count = 1)
    {
        lock (changing)
        {
            passes += count;
            Signal();
        }
    }

    /// <summary>Completes when so many are being held back at the same time.</summary>
    /// <param name="count">How many, or more.</param>
    /// <param name="timeout">How long to wait for it, in real time; null for two minutes: a busy machine takes its time.</param>
    /// <exception cref="TimeoutException">There were fewer.</exception>
    public async Task HoldsAsync(int count = 1, TimeSpan? timeout = null)
    {
        var patience = timeout ?? TimeSpan.FromMinutes(2);
        using var end = new CancellationTokenSource(patience);
        try
        {
            await UntilAsync(() => waiting >= count, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The gate held back {Waiting} within {patience}, not {count}.");
        }
    }

    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        Count(1);
        try
        {
            await UntilAsync(MayPass, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Count(-1);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool MayPass()
    {
        if (isOpen || passes == 0)
        {
            return isOpen;
        }

        passes--;
        return true;
    }

    private async Task UntilAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (changing)
            {
                if (holds())
                {
                    return;
                }

                change = changed.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Count(int one)
    {
        lock (changing)
        {
            waiting += one;
            Signal();
        }
    }

    private void Signal()
    {
        changed.SetResult();
        changed = NewSignal();
    }
}
