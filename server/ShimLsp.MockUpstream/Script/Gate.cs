namespace ShimLsp.Mock;

/// <summary>Holds answers back until a test lets them through. Closed at first. Thread-safe.</summary>
public sealed class Gate
{
    private readonly Lock changing = new();
    private TaskCompletionSource changed = NewSignal();
    private int passes;
    private int waiting;
    private bool isOpen;

    /// <summary>How many are being held back.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Lets all through, from now on.</summary>
    public void Open() => Change(() => isOpen = true);

    /// <summary>Lets so many through: those that wait, or the next to come.</summary>
    /// <param name="count">How many.</param>
    public void Pass(int count = 1) => Change(() => passes += count);

    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            while (MustWaitFor() is { } change)
            {
                await change.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task? MustWaitFor()
    {
        lock (changing)
        {
            if (isOpen)
            {
                return null;
            }

            if (passes == 0)
            {
                return changed.Task;
            }

            passes--;
            return null;
        }
    }

    private void Change(Action change)
    {
        lock (changing)
        {
            change();
            changed.SetResult();
            changed = NewSignal();
        }
    }
}
