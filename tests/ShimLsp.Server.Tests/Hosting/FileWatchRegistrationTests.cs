using Microsoft.Extensions.Time.Testing;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>Who hears of a change, and for how long.</summary>
public sealed class FileWatchRegistrationTests : WatchedFolder
{
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
    public void Each_Registration_hears_of_its_own_files()
    {
        Write("f", "text");
        Write("g", "text");
        var others = 0;
        using var other = All.Register(() => others++);
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
        (all ? (IDisposable)All : Registration).Dispose();
        After(5_000, expected: 0);
        Watch("f");
        Write("f", "again");
        After(5_000, expected: 0);
    }

    [Fact]
    public void A_callback_that_fails_stops_no_other()
    {
        Write("f", "text");
        using var broken = All.Register(() => throw new InvalidOperationException());
        broken.Replace(Look("f"));
        Watch("f");
        Write("f", "other");
        After(500, expected: 1);
        Write("f", "again!");
        After(500, expected: 2);
        Failures.Should().HaveCount(2);
    }

    [Fact]
    public void A_callback_may_register_replace_and_dispose()
    {
        Write("f", "text");
        FileWatchRegistration? own = null;
        using var self = own = All.Register(() =>
        {
            using var another = All.Register(() => { });
            another.Replace(Look("f"));
            own!.Replace(Look("f"));
            own.Dispose();
        });
        own.Replace(Look("f"));
        Write("f", "other");
        After(5_000, expected: 0);
        Failures.Should().BeEmpty();
    }

    [Fact]
    public void The_timer_runs_only_while_something_is_watched()
    {
        var timers = new CountingTimers(Time);
        using var counted = new FileWatch(timers, Failures.Add);
        using var one = counted.Register(() => { });
        using var two = counted.Register(() => { });
        Check(0);
        one.Replace(Look("f"));
        two.Replace(Look("f"));
        Check(5);
        one.Replace([]);
        two.Replace([]);
        Check(1); // the look that finds that nothing is left
        Check(0);
        two.Replace(Look("f"));
        Check(5);
        timers.Created.Should().Be(1);

        void Check(int expected)
        {
            var before = timers.Ticks;
            Advance(1_000);
            (timers.Ticks - before).Should().Be(expected);
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
