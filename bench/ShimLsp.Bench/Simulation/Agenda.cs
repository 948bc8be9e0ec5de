namespace ShimLsp.Bench.Simulation;

/// <summary>What is to happen, in the order of time; of two at the same time, the one that was entered first.</summary>
/// <param name="clock">The clock, which it moves.</param>
internal sealed class Agenda(SimulatedClock clock)
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Number)> entries = new();
    private long numbers;

    /// <summary>Enters something.</summary>
    /// <param name="at">When; a time that is past means now.</param>
    /// <param name="what">What happens.</param>
    public void At(TimeSpan at, Action what) => entries.Enqueue(what, (at < clock.Now ? clock.Now : at, numbers++));

    /// <summary>Enters something.</summary>
    /// <param name="wait">How long from now.</param>
    /// <param name="what">What happens.</param>
    public void In(TimeSpan wait, Action what) => At(clock.Now + wait, what);

    /// <summary>Lets everything happen.</summary>
    /// <param name="end">The end of the day: what comes later does not happen.</param>
    public void Run(TimeSpan end)
    {
        while (entries.TryDequeue(out var what, out var when) && when.At < end)
        {
            clock.Now = when.At;
            what();
        }
    }
}
