using System.Collections.Immutable;

namespace ShimLsp.Server.Hosting.Files;

/// <summary>The files that one reader watches. Thread-safe.</summary>
internal sealed class FileWatchRegistration : IDisposable
{
    /// <summary>How long files must be quiet, so that an editor's save in several steps causes one read.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait for a quiet file. A file that never rests is read anyway.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly FileWatch watch;
    private readonly TimeProvider time;
    private readonly Action changed;
    private readonly TimeSpan quiet;
    private ImmutableArray<WatchedFile> files = [];
    private long? firstChange;
    private long lastChange;
    private long? readAt; // of a file that must be read again
    private bool isDisposed;

    internal FileWatchRegistration(FileWatch watch, TimeProvider time, Action changed, TimeSpan quiet)
    {
        this.watch = watch;
        this.time = time;
        this.changed = changed;
        this.quiet = quiet;
    }

    /// <summary>Watches these files from now on, and no others. A file that changed since its look counts as changed now.</summary>
    /// <param name="next">What the reader has just read.</param>
    public void Replace(ImmutableArray<WatchedFile> next)
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            files = next;
            readAt = next.Any(file => file.IsToReadAgain) ? time.GetTimestamp() : null;
        }

        if (next.IsEmpty)
        {
            watch.Exclude(this);
        }
        else
        {
            watch.Include(this);
        }
    }

    /// <summary>Watches nothing any more; no callback begins after this.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            files = [];
            firstChange = null;
            readAt = null;
        }

        watch.Exclude(this);
    }

    /// <summary>Looks at every file once.</summary>
    /// <param name="looks">This round's.</param>
    /// <returns>How long until the callback may be due; the longest time there is if nothing is waiting.</returns>
    internal TimeSpan Look(FileLooks looks)
    {
        ImmutableArray<WatchedFile> before;
        lock (gate)
        {
            before = files;
        }

        // No lock: a disk may be slow.
        var hasChanged = false;
        foreach (var file in before)
        {
            hasChanged |= looks.Of(file.Path) != file.Seen;
        }

        lock (gate)
        {
            // Unless the files were replaced in between: then the reader has looked for itself.
            if (hasChanged && before == files)
            {
                files = [.. before.Select(file => file with { Seen = looks.Of(file.Path) })];
                lastChange = time.GetTimestamp();
                firstChange ??= lastChange;
            }

            return firstChange is null ? TimeSpan.MaxValue : quiet - time.GetElapsedTime(lastChange);
        }
    }

    /// <summary>The callback, once, if it is due; null if it is not.</summary>
    internal Action? TakeDue()
    {
        lock (gate)
        {
            var isRested = firstChange is { } first && (time.GetElapsedTime(lastChange) >= quiet || time.GetElapsedTime(first) >= Longest);
            var isStale = readAt is { } read && time.GetElapsedTime(read) >= WatchedFile.ClockTick;
            if (!isRested && !isStale)
            {
                return null;
            }

            firstChange = null;
            readAt = null;
            return changed;
        }
    }
}
