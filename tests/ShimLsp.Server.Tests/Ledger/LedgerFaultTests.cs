using System.Diagnostics;
using ShimLsp.LedgerWriter;
using ShimLsp.Server.Hosting.Ledger;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Ledger;

/// <summary>Whatever happens to the file costs statistics. One line in the log says so; later calls are recorded if they can be.</summary>
public sealed class LedgerFaultTests : IDisposable
{
    private readonly LedgerWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("no database at all, but a text that somebody saved here by mistake")]
    [InlineData("SQLite format 3\0 and nothing more that makes sense")]
    public async Task A_damaged_file_is_renamed_and_a_new_one_begun(string content)
    {
        Directory.CreateDirectory(world.State);
        File.WriteAllText(world.File, content.PadRight(4096));

        var report = await world.WriteAsync(world.Process(), LedgerWorld.Call());

        report.Total.Calls.Should().Be(1);
        var aside = world.Files.Should().ContainSingle(file => file.StartsWith("ledger.corrupt-", StringComparison.Ordinal)).Subject;
        File.ReadAllText(Path.Combine(world.State, aside)).TrimEnd().Should().Be(content.TrimEnd());
        world.Log.Lines.Should().ContainSingle().Which.Should().Contain("it was damaged, so it was renamed").And.Contain(aside);
    }

    [Fact]
    public async Task A_file_that_is_damaged_while_it_is_open_is_renamed_too()
    {
        var ledger = world.Process();
        await world.WriteAsync(ledger, [.. Enumerable.Repeat(LedgerWorld.Call(), 2_000)]);
        world.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        var size = new FileInfo(world.File).Length;
        using (var file = new FileStream(world.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = 100; // after the header
            file.Write([.. Enumerable.Repeat((byte)0xa5, (int)size - 100)]);
        }

        using var next = world.Process(); // has nothing of the file in memory
        (await world.WriteAsync(next, LedgerWorld.Call())).Total.Calls.Should().Be(1);
        (await world.WriteAsync(ledger, LedgerWorld.Call()))
            .Total.Calls.Should()
            .Be(2, "the first process takes the file that the second began");
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_left_alone()
    {
        await world.WriteAsync(world.Process(), LedgerWorld.Call());
        world.Run("PRAGMA user_version = 1000");

        var newer = world.Process();
        var read = async () => await world.WriteAsync(newer, LedgerWorld.Call(), LedgerWorld.Call());

        await read.Should().ThrowAsync<Core.Ledger.LedgerException>().WithMessage("*newer version*");
        world.Number("SELECT count(*) FROM calls").Should().Be(1);
        newer.Lost.Should().Be(2);
        world.Log.Lines.Should().ContainSingle().Which.Should().Contain("a newer version of shim-lsp wrote it");
    }

    [Fact]
    public async Task An_older_file_takes_the_steps_that_it_lacks_and_keeps_its_calls()
    {
        await world.WriteAsync(world.Process(), LedgerWorld.Call());
        using var database = Server.Hosting.Ledger.Sqlite.Database.Open(
            world.File,
            Server.Hosting.Ledger.Sqlite.Native.OpenReadWrite,
            TimeSpan.FromSeconds(5)
        );

        LedgerSchema.Migrate(database, [.. LedgerSchema.Steps, "ALTER TABLE calls ADD COLUMN more TEXT"]).Should().BeTrue();

        database.Number("SELECT count(*) FROM calls WHERE more IS NULL").Should().Be(1);
        var failing = () => LedgerSchema.Migrate(database, [.. LedgerSchema.Steps, "", "CREATE TABLE half (a)", "SELECT nonsense"]);
        failing.Should().Throw<Server.Hosting.Ledger.Sqlite.SqliteException>();
        database.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").Should().Be(0, "all steps are taken, or none");
    }

    [Fact]
    public async Task A_file_that_is_removed_under_an_open_process_is_begun_anew()
    {
        var ledger = world.Process();
        await world.WriteAsync(ledger, LedgerWorld.Call());
        foreach (var file in Directory.GetFiles(world.State, "ledger.db*"))
        {
            File.Delete(file);
        }

        (await world.WriteAsync(ledger, LedgerWorld.Call())).Total.Calls.Should().Be(1);
        world.Log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task A_folder_in_the_files_place_costs_statistics_alone_and_one_warning()
    {
        Directory.CreateDirectory(world.File);
        var ledger = world.Process();
        var session = ledger.Of("local", world.Workspace());
        for (var call = 0; call < 3; call++)
        {
            session.Add(LedgerWorld.Call());
            await world.ReadAsync(ledger);
        }

        ledger.Lost.Should().Be(3);
        Directory.Delete(world.File);

        (await world.WriteAsync(ledger, LedgerWorld.Call())).Total.Calls.Should().Be(1, "it is tried again with each batch");
        world
            .Log.Lines.Should()
            .ContainSingle()
            .Which.Should()
            .Be($"Statistics of calls are incomplete. {world.File}: it cannot be opened.");
        ledger.Dispose();
        world.Log.Lines.Should().HaveCount(2).And.Contain(line => line.Contains("3 calls could not be recorded"));
    }

    [Fact]
    public async Task A_file_that_stays_locked_costs_no_call_once_it_is_free_again()
    {
        var ledger = world.Process();
        await world.WriteAsync(ledger, LedgerWorld.Call());
        using (
            var other = Server.Hosting.Ledger.Sqlite.Database.Open(
                world.File,
                Server.Hosting.Ledger.Sqlite.Native.OpenReadWrite,
                TimeSpan.Zero
            )
        )
        {
            other.Run("BEGIN IMMEDIATE");
            ledger.Of("local", world.Workspace()).Add(LedgerWorld.Call());
            await Task.Delay(TimeSpan.FromMilliseconds(2_500)); // longer than SQLite itself waits
            other.Run("COMMIT");
        }

        (await world.ReadAsync(ledger)).Total.Calls.Should().Be(2);
        ledger.Lost.Should().Be(0);
    }

    [Fact]
    public async Task Calls_beyond_the_queue_are_lost_and_counted()
    {
        var ledger = world.Process(mostWaiting: 10);
        await world.WriteAsync(ledger, LedgerWorld.Call());
        using (
            var other = Server.Hosting.Ledger.Sqlite.Database.Open(
                world.File,
                Server.Hosting.Ledger.Sqlite.Native.OpenReadWrite,
                TimeSpan.Zero
            )
        )
        {
            other.Run("BEGIN IMMEDIATE");
            for (var call = 0; call < 1_000; call++)
            {
                ledger.Of("local", world.Workspace()).Add(LedgerWorld.Call());
            }

            other.Run("COMMIT");
        }

        ledger.Dispose();
        var written = (await world.ReadAsync(world.Process())).Total.Calls;
        (written + ledger.Lost).Should().Be(1_001);
        ledger.Lost.Should().BePositive();
    }

    [Fact]
    public async Task Two_processes_write_at_once_and_lose_nothing()
    {
        var (one, two) = (world.Process(), world.Process());
        await Task.WhenAll(Task.Run(() => Add(one)), Task.Run(() => Add(two)));

        await world.ReadAsync(one);
        (await world.ReadAsync(two)).Total.Calls.Should().Be(6_000);
        (one.Lost, two.Lost).Should().Be((0, 0));

        void Add(CallLedger ledger)
        {
            for (var call = 0; call < 3_000; call++)
            {
                ledger.Of("local", world.Workspace()).Add(LedgerWorld.Call($"model-{call % 7}"));
            }
        }
    }

    [MountFact]
    public async Task A_full_disk_costs_calls_until_there_is_room_again()
    {
        var folder = Directory.CreateDirectory(Path.Combine(world.Workspace().Value, "mounted")).FullName;
        var start = new ProcessStartInfo("unshare") { RedirectStandardOutput = true, RedirectStandardError = true };
        var script =
            $"mount -t tmpfs -o size=512k,mode=700 none '{folder}' && exec dotnet '{typeof(DiskFiller).Assembly.Location}' fill '{folder}'";
        string[] words = ["--user", "--map-root-user", "--mount", "sh", "-c", script];
        words.ToList().ForEach(start.ArgumentList.Add);

        using var filling = Process.Start(start)!;
        var (output, error) = (filling.StandardOutput.ReadToEndAsync(), filling.StandardError.ReadToEndAsync());

        (await output.WaitAsync(ShimClient.Limit) + await error)
            .TrimEnd()
            .Should()
            .Be("full: the disk is full; with room: Done, none torn");
    }

    // `dotnet run --project tests/ShimLsp.LedgerWriter -c Release -- kills 1000` kills a thousand.
    [Fact]
    public async Task A_writer_that_is_killed_leaves_whole_batches_and_all_that_it_had_written()
    {
        var report = await KillRun.RunAsync(kills: 50, seed: 2);

        report.IsGood.Should().BeTrue(report.ToString());
    }
}
