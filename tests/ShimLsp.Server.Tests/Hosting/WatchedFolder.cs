using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>A folder of files that are watched, under a clock that a test moves.</summary>
public abstract class WatchedFolder : IDisposable
{
    private protected static readonly DateTime LongAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private DateTime written = LongAgo;

    protected WatchedFolder()
    {
        All = new FileWatch(Time, Failures.Add);
        Registration = All.Register(() => Calls++);
    }

    private protected TempFolder Folder { get; } = new();

    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private protected List<Exception> Failures { get; } = [];

    private protected FileWatch All { get; }

    private protected FileWatchRegistration Registration { get; }

    /// <summary>How often a change was told.</summary>
    private protected int Calls { get; private set; }

    public void Dispose()
    {
        All.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string Write(string name, string text, DateTime? at = null)
    {
        var path = Folder.Write(name, text);
        File.SetLastWriteTimeUtc(path, at ?? (written = written.AddSeconds(1)));
        return path;
    }

    private protected ImmutableArray<WatchedFile> Look(params string[] names) =>
        [.. names.Select(name => WatchedFile.Look(Folder.At(name), Time.GetUtcNow()))];

    private protected void Watch(params string[] names) => Registration.Replace(Look(names));

    private protected void After(int milliseconds, int expected)
    {
        Advance(milliseconds);
        Calls.Should().Be(expected);
    }

    // In small steps: the fake clock is already at its goal when a timer on the way fires.
    private protected void Advance(int milliseconds)
    {
        for (var step = 0; step < milliseconds; step += 50)
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
        }
    }
}
