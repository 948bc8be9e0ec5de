using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

public sealed class FileWatchTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<Exception> failures = [];
    private readonly FileWatch watch;
    private readonly FileWatchRegistration registration;
    private DateTime written = LongAgo;
    private int calls;

    public FileWatchTests()
    {
        watch = new FileWatch(time, failures.Add);
        registration = watch.Register(() => calls++);
    }

    public void Dispose()
    {
        watch.Dispose();
        folder.Dispose();
    }

    public static TheoryData<string> Changes => new(Edits.Keys);

    private static Dictionary<string, Action<FileWatchTests>> Edits { get; } =
        new()
        {
            ["written"] = test => test.Write("f", "other"),
            ["written with the same length"] = test => test.Write("f", "next"),
            ["deleted"] = test => File.Delete(test.folder.At("f")),
            ["replaced by an older file"] = test =>
                File.Move(test.Write("old", "olde", LongAgo.AddDays(-1)), test.folder.At("f"), overwrite: true),
            ["made"] = test => test.Write("none", ""),
            ["made with its folder"] = test => test.Write("missing/folder/g", ""),
            ["linked elsewhere"] = test => test.folder.Link("link", test.folder.At("two")),
            ["written behind a link"] = test => test.Write("one", "other"),
            ["its folder linked elsewhere, nothing else told apart"] = test => test.folder.Link("linked", test.folder.At("twin2")),
            ["written with the same length and time"] = test => test.Write("twin1/f", "next", LongAgo),
            ["replaced by a file of the same length and time"] = test =>
                File.Move(test.folder.At("twin2/f"), test.folder.At("twin1/f"), overwrite: true),
            ["its folder replaced by one with a file of the same length and time"] = test =>
            {
                Directory.Move(test.folder.At("twin1"), test.folder.At("aside"));
                Directory.Move(test.folder.At("twin2"), test.folder.At("twin1"));
            },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_noticed_once(string change)
    {
        if (OperatingSystem.IsWindows() && change.EndsWith("same length and time", StringComparison.Ordinal))
        {
            return; // docs/decisions/0005-watching-files-by-looking.md: Windows does not tell
        }

        Write("f", "text");
        Write("one", "text");
        Write("two", "text");
        Write("twin1/f", "text", LongAgo);
        Write("twin2/f", "text", LongAgo);
        folder.Link("link", folder.At("one"));
        folder.Link("linked", folder.At("twin1"));
        Watch("f", "none", "missing/folder/g", "link", "linked/f");
        After(5_000, expected: 0);
        Edits[change](this);
        After(500, expected: 1);
        After(5_000, expected: 1);
    }

    [Fact]
    public void A_change_between_the_reading_and_the_watching_is_noticed()
    {
        Write("f", "text");
        var looked = Look("f");
        Write("f", "other");
        registration.Replace(looked);
        After(500, expected: 1);
    }

    [Fact]
    public void Several_changes_in_a_row_are_one()
    {
        Write("f", "0");
        Watch("f");
        for (var step = 1; step <= 5; step++)
        {
            Write("f", new string('x', step));
            After(200, expected: 0);
        }

        After(500, expected: 1);
        After(5_000, expected: 1);
    }

    [Fact]
    public void A_file_that_never_rests_is_read_all_the_same()
    {
        Write("f", "0");
        Watch("f");
        for (var step = 1; step <= 23; step++)
        {
            Write("f", new string('x', step));
            Advance(100);
        }

        calls.Should().Be(1);
    }

    [Fact]
    public void A_file_that_was_just_written_is_read_once_more()
    {
        var now = time.GetUtcNow().UtcDateTime;
        Write("f", "one", now);
        Watch("f");
        After(900, expected: 0);
        After(600, expected: 1);
        Watch("f");
        After(5_000, expected: 1);
    }

    [Fact]
    public void A_file_that_could_not_be_read_is_read_again_until_it_can()
    {
        Write("f", "text");
        for (var failure = 1; failure <= 3; failure++)
        {
            registration.Replace([.. Look("f").Select(file => file.After(hasFailed: true))]);
            After(1_500, expected: failure);
        }

        Watch("f");
        After(5_000, expected: 3);
    }

    [Fact]
    public void A_file_from_the_future_is_not_read_for_ever()
    {
        Write("f", "text", time.GetUtcNow().UtcDateTime.AddHours(1));
        Watch("f");
        After(5_000, expected: 0);
    }

    [Fact]
    public void A_file_that_is_no_longer_watched_is_not_noticed()
    {
        Write("f", "text");
        Write("g", "text");
        Watch("f");
        Watch("g");
        Write("f", "other");
        After(5_000, expected: 0);
        Write("g", "other");
        After(500, expected: 1);
    }

    [Fact]
    public void Each_registration_hears_of_its_own_files()
    {
        Write("f", "text");
        Write("g", "text");
        var others = 0;
        using var other = watch.Register(() => others++);
        Watch("f");
        other.Replace(Look("f", "g"));
        Write("g", "other");
        After(500, expected: 0);
        others.Should().Be(1);
        Write("f", "other");
        After(500, expected: 1);
        others.Should().Be(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Disposing_stops_it(bool all)
    {
        Write("f", "text");
        Watch("f");
        Write("f", "other");
        After(300, expected: 0);
        (all ? (IDisposable)watch : registration).Dispose();
        After(5_000, expected: 0);
        Watch("f");
        Write("f", "again");
        After(5_000, expected: 0);
    }

    [Fact]
    public void A_callback_that_fails_stops_no_other()
    {
        Write("f", "text");
        using var broken = watch.Register(() => throw new InvalidOperationException());
        broken.Replace(Look("f"));
        Watch("f");
        Write("f", "other");
        After(500, expected: 1);
        Write("f", "again!");
        After(500, expected: 2);
        failures.Should().HaveCount(2);
    }

    [Fact]
    public void A_callback_may_register_replace_and_dispose()
    {
        Write("f", "text");
        FileWatchRegistration? own = null;
        using var self = own = watch.Register(() =>
        {
            using var another = watch.Register(() => { });
            another.Replace(Look("f"));
            own!.Replace(Look("f"));
            own.Dispose();
        });
        own.Replace(Look("f"));
        Write("f", "other");
        After(5_000, expected: 0);
        failures.Should().BeEmpty();
    }

    [Fact]
    public void The_timer_runs_only_while_something_is_watched()
    {
        var timers = new CountingTimers(time);
        using var counted = new FileWatch(timers, failures.Add);
        using var one = counted.Register(() => { });
        using var two = counted.Register(() => { });
        Check(0);
        one.Replace(Look("f"));
        two.Replace(Look("f"));
        Check(4);
        one.Replace([]);
        two.Replace([]);
        Check(1); // the look that finds that nothing is left
        Check(0);
        two.Replace(Look("f"));
        Check(4);
        timers.Created.Should().Be(1);

        void Check(int expected)
        {
            var before = timers.Ticks;
            Advance(1_000);
            (timers.Ticks - before).Should().Be(expected);
        }
    }

    private string Write(string name, string text, DateTime? at = null)
    {
        var path = folder.Write(name, text);
        File.SetLastWriteTimeUtc(path, at ?? (written = written.AddSeconds(1)));
        return path;
    }

    private ImmutableArray<WatchedFile> Look(params string[] names) =>
        [.. names.Select(name => WatchedFile.Look(folder.At(name), time.GetUtcNow()))];

    private void Watch(params string[] names) => registration.Replace(Look(names));

    private void After(int milliseconds, int expected)
    {
        Advance(milliseconds);
        calls.Should().Be(expected);
    }

    // In small steps: the fake clock is already at its goal when a timer on the way fires.
    private void Advance(int milliseconds)
    {
        for (var step = 0; step < milliseconds; step += 50)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Counts the timers that are made and how often they tick.</summary>
    private sealed class CountingTimers(FakeTimeProvider inner) : TimeProvider
    {
        public int Created { get; private set; }

        public int Ticks { get; private set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Created++;
            return inner.CreateTimer(
                given =>
                {
                    Ticks++;
                    callback(given);
                },
                state,
                dueTime,
                period
            );
        }
    }
}
