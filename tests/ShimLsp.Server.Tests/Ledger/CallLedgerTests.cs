using ShimLsp.Core.Health;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Hosting.Ledger;

namespace ShimLsp.Server.Tests.Ledger;

/// <summary>What is added is in the file, and the sums are right.</summary>
public sealed class CallLedgerTests : IDisposable
{
    private readonly LedgerWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Calls_are_summed_by_model_the_most_expensive_first()
    {
        var report = await world.WriteAsync(
            world.Process(),
            LedgerWorld.Call("cheap", cost: 0.5) with
            {
                Elapsed = TimeSpan.FromMilliseconds(100),
            },
            LedgerWorld.Call("cheap", cost: null) with
            {
                Elapsed = TimeSpan.FromMilliseconds(300),
            },
            LedgerWorld.Call("cheap") with
            {
                Outcome = CallOutcome.Failed,
                Status = 503,
                Usage = null,
                Cost = null,
                Saved = 0,
                Elapsed = TimeSpan.FromMilliseconds(9_000),
            },
            LedgerWorld.Call("strong", cost: 2) with
            {
                Source = DecisionSource.Classifier,
            },
            LedgerWorld.Call("strong") with
            {
                Outcome = CallOutcome.Cancelled,
                Status = null,
                Usage = null,
                Cost = null,
                Saved = 0,
            }
        );

        LedgerWorld
            .Table(report)
            .Should()
            .Be(
                """
                strong calls 2 failed 0 cancelled 1 unpriced 0 in 1000 cached 400 out 50 cost 2 saved 0.25 median 120
                cheap calls 3 failed 1 cancelled 0 unpriced 1 in 2000 cached 800 out 100 cost 0.5 saved 0.5 median 100
                """
            );
        report.Total.Should().Be(report.Total with { Calls = 5, Failed = 1, Cancelled = 1, Cost = 2.5, MedianMs = 120 });
    }

    [Fact]
    public async Task A_day_is_one_of_the_machines_time_zone_and_stays_what_it_was()
    {
        world.SetZone(hours: 2);
        var ledger = world.Process();
        await world.WriteAsync(
            ledger,
            LedgerWorld.Call(ended: "2026-11-29T21:59:59Z"),
            LedgerWorld.Call(ended: "2026-11-29T22:00:00Z"),
            LedgerWorld.Call(ended: "2026-11-28T23:00:00Z")
        );
        world.SetZone(hours: -10);

        (await world.ReadAsync(ledger, LedgerGroup.Day))
            .Rows.Select(row => $"{row.Key} {row.Sum.Calls}")
            .Should()
            .Equal("2026-11-29 2", "2026-11-30 1");
        (await world.ReadAsync(ledger, LedgerGroup.Day, since: "2026-11-30")).Total.Calls.Should().Be(1);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(0)]
    [InlineData(-12)]
    public async Task The_days_of_a_budget_are_of_UTC_in_every_time_zone(int hours)
    {
        world.SetZone(hours);
        await world.WriteAsync(
            world.Process(),
            LedgerWorld.Call(ended: "2026-11-28T23:59:59Z", cost: 1),
            LedgerWorld.Call(ended: "2026-11-29T00:00:00Z", cost: 2),
            LedgerWorld.Call(ended: "2026-11-29T23:59:59Z", cost: 4),
            LedgerWorld.Call(ended: "2026-11-30T00:00:00Z", cost: 8),
            LedgerWorld.Call(ended: "2026-11-30T00:00:01Z", cost: null)
        );

        (await new LedgerHistory(world.State).ReadAsync(LedgerWorld.Day("2026-11-29"), default))
            .Select(spent => $"{spent.Day:yyyy-MM-dd} {spent.Cost}")
            .Should()
            .Equal("2026-11-29 6", "2026-11-30 8");
    }

    [Fact]
    public async Task A_session_reads_its_own_tenant_and_workspace_and_the_person_reads_all()
    {
        var ledger = world.Process();
        ledger.Of("local", world.Workspace()).Add(LedgerWorld.Call());
        ledger.Of("local", world.Workspace("elsewhere")).Add(LedgerWorld.Call());
        ledger.Of("acme", world.Workspace()).Add(LedgerWorld.Call(cost: 3));

        (await world.ReadAsync(ledger)).Total.Calls.Should().Be(1);
        (await world.ReadAsync(ledger, LedgerGroup.Tenant)).Rows.Should().ContainSingle().Which.Key.Should().Be("local");
        var history = new LedgerHistory(world.State);
        (await history.ReadAsync(new(LedgerWorld.Day("2026-11-01"), LedgerGroup.Tenant), null, null, default))
            .Rows.Select(row => $"{row.Key} {row.Sum.Calls}")
            .Should()
            .Equal("acme 1", "local 2");
        (await history.ReadAsync(LedgerWorld.Day("2026-11-30"), default))
            .Select(spent => $"{spent.Tenant} {Path.GetFileName(spent.Workspace)} {spent.Cost}")
            .Should()
            .Equal("acme work 3", "local elsewhere 0.5", "local work 0.5");
    }

    [Fact]
    public async Task Nothing_is_made_before_the_first_call()
    {
        (await world.ReadAsync(world.Process())).Rows.Should().BeEmpty();
        Directory.Exists(world.State).Should().BeFalse();
    }

    [Fact]
    public async Task The_last_calls_are_written_before_the_process_ends()
    {
        var ledger = world.Process();
        for (var call = 0; call < 5_000; call++)
        {
            ledger.Of("local", world.Workspace()).Add(LedgerWorld.Call());
        }

        ledger.Dispose();

        (await world.ReadAsync(world.Process())).Total.Calls.Should().Be(5_000);
        world.Log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Only_the_person_can_read_it()
    {
        await world.WriteAsync(world.Process(), LedgerWorld.Call());

        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(world.State, "ledger.db*"))
            {
                File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
            }
        }
    }

    [Theory]
    [InlineData("off", 0)]
    [InlineData("0", 0)]
    [InlineData("2", 2)] // today and yesterday
    [InlineData("400", 3)]
    [InlineData(" nonsense", 3)]
    public async Task A_variable_turns_it_off_or_says_how_many_days_are_kept(string setting, int kept)
    {
        world.Set(setting);
        var ledger = world.Process();
        ledger.Of("local", world.Workspace()).Add(LedgerWorld.Call(ended: "2026-11-20T12:00:00Z"));
        ledger.Of("local", world.Workspace()).Add(LedgerWorld.Call(ended: "2026-11-29T12:00:00Z"));
        ledger.Of("local", world.Workspace()).Add(LedgerWorld.Call(ended: "2026-11-30T12:00:00Z"));

        (await world.ReadAsync(ledger)).Total.Calls.Should().Be(kept);
    }

    [Fact]
    public async Task A_file_that_is_too_large_loses_its_oldest_calls_and_becomes_smaller()
    {
        var ledger = world.Process();
        for (var call = 0; call < 5_000; call++)
        {
            ledger.Of("local", world.Workspace()).Add(LedgerWorld.Call(model: call < 2_500 ? "old" : "new"));
        }

        await world.ReadAsync(ledger);
        ledger.Dispose();
        var before = new FileInfo(world.File).Length;
        using (var file = LedgerFile.Open(world.File)!)
        {
            file.Prune(LedgerWorld.Day("2026-01-01"), before / 2);
        }

        new FileInfo(world.File).Length.Should().BeLessThanOrEqualTo(before / 2);
        world.Number("SELECT count(*) FROM ledger WHERE model = 'new'").Should().BeInRange(1_500, 2_500);
        world.Number("SELECT count(*) FROM ledger WHERE model = 'old'").Should().BeLessThan(500);
    }

    [Fact]
    public async Task A_view_shows_every_column_in_words()
    {
        await world.WriteAsync(
            world.Process(),
            LedgerWorld.Call() with
            {
                Purpose = CallPurpose.Classification,
                Source = DecisionSource.Affinity,
                Attempt = 2,
                Outcome = CallOutcome.Failed,
                Status = new Outcome(429).Status,
                FirstPiece = TimeSpan.FromMilliseconds(7),
            }
        );

        world
            .Number(
                """
                SELECT count(*) FROM ledger WHERE ended_utc = '2026-11-30 12:00:00' AND day = 20261130 AND tenant = 'local'
                  AND workspace LIKE '%work' AND model = 'cheap' AND provider = 'openai' AND purpose = 'classification'
                  AND source = 'affinity' AND attempt = 2 AND outcome = 'failed' AND status = 429 AND input = 1000 AND cached = 400
                  AND output = 50 AND estimated = 0 AND cost = 0.5 AND saved = 0.25 AND first_ms = 7 AND whole_ms = 120
                """
            )
            .Should()
            .Be(1);
    }
}
