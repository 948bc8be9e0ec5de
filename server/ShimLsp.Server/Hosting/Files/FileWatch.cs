using System.Collections.Immutable;

namespace ShimLsp.Server.Hosting.Files;

/// <summary>
/// Notices changed files by looking at them, with one timer for all watches. Thread-safe. docs/decisions/0005-watching-files-by-looking.md
/// says why it does not use the system's notifications.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="failed">Told of an exception that a callback let out; the others go on.</param>
internal sealed class FileWatch(TimeProvider time, Action<Exception> failed) : IDisposable
{
    /// <summary>Between two looks. What another process makes the active model of a workspace counts here within 250 ms.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    private readonly Lock gate = new();
    private readonly FileLooks looks = new(); // the timer's only: it never runs twice at a time
    private ImmutableArray<FileWatchRegistration> watching = [];
    private ITimer? timer;
    private bool isRunning;
    private bool isDisposed;

    /// <summary>Starts to watch nothing yet.</summary>
    /// <param name="changed">
    /// Called when files have changed and then been quiet for a moment. It runs on the timer's thread, without a lock, and never twice at a
    /// time. It should hand the work on.
    /// </param>
    /// <param name="quiet">
    /// How long files must be quiet; null for <see cref="FileWatchRegistration.Quiet"/>. Zero suits files that are only written whole.
    /// </param>
    public FileWatchRegistration Register(Action changed, TimeSpan? quiet = null) =>
        new(this, time, changed, quiet ?? FileWatchRegistration.Quiet);

    /// <summary>No callback begins after this.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            watching = [];
            timer?.Dispose();
            timer = null;
        }
    }

    internal void Include(FileWatchRegistration registration)
    {
        lock (gate)
        {
            if (isDisposed || watching.Contains(registration))
            {
                return;
            }

            watching = watching.Add(registration);
            if (!isRunning)
            {
                isRunning = true;
                timer ??= time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                timer.Change(Interval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    internal void Exclude(FileWatchRegistration registration)
    {
        lock (gate)
        {
            watching = watching.Remove(registration);
        }
    }

    private void Tick()
    {
        ImmutableArray<FileWatchRegistration> round;
        lock (gate)
        {
            round = watching;
        }

        var wait = Interval;
        try
        {
            looks.NextRound();
            foreach (var registration in round)
            {
                var quiet = registration.Look(looks);
                wait = quiet < wait ? quiet : wait;
            }

            foreach (var registration in round)
            {
                Call(registration);
            }
        }
        finally
        {
            Rest(wait);
        }
    }

    // One shot, armed again after each round: on a slow network folder looks become rarer and never pile up.
    private void Rest(TimeSpan wait)
    {
        lock (gate)
        {
            isRunning = watching.Length > 0 && timer is not null;
            if (isRunning)
            {
                timer!.Change(wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Call(FileWatchRegistration registration)
    {
        if (registration.TakeDue() is not { } changed)
        {
            return;
        }

        try
        {
            changed();
        }
        catch (Exception exception)
        {
            failed(exception);
        }
    }
}
