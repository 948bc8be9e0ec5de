namespace ShimLsp.Mock;

/// <summary>Something that an answer waits for: nothing, a time or a gate; both of them convert to a pause.</summary>
/// <param name="Delay">How long, by the mock's clock.</param>
/// <param name="Gate">What has to let it through after that; null for nothing.</param>
public readonly record struct Pause(TimeSpan Delay, Gate? Gate)
{
    /// <summary>Whether there is nothing to wait for.</summary>
    public bool IsNone => Delay <= TimeSpan.Zero && Gate is null;

    /// <summary>A time.</summary>
    /// <param name="delay">How long.</param>
    public static implicit operator Pause(TimeSpan delay) => new(delay, null);

    /// <summary>A gate.</summary>
    /// <param name="gate">The gate.</param>
    public static implicit operator Pause(Gate gate) => new(TimeSpan.Zero, gate);

    internal async ValueTask WaitAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, clock, cancellationToken).ConfigureAwait(false);
        }

        if (Gate is not null)
        {
            await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
