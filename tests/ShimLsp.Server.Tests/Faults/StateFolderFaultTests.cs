using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>A state folder that cannot be written: a switch holds for this run, and the person learns that it is not remembered.</summary>
public class StateFolderFaultTests
{
    // Mounted where only this server sees it; $0 is the folder.
    private const string ReadOnly = "mount -t tmpfs -o size=64k,mode=700,ro tmpfs \"$0\" && exec \"$@\"";
    private const string Full =
        "mount -t tmpfs -o size=8k,mode=700 tmpfs \"$0\" && { head -c 8192 /dev/zero > \"$0/filler\" || true; } && exec \"$@\"";

    [MountFact]
    public Task Read_only() => Check("the file system is read-only", home => Mounted(home, ReadOnly));

    [MountFact]
    public Task Full_of_something_else() => Check("the disk is full", home => Mounted(home, Full));

    [LinuxFact]
    public Task Not_the_persons_own() =>
        Check(
            "permission denied",
            home =>
            {
                Proc.ChangeMode(Directory.CreateDirectory(home.State).FullName, "500");
                return Powers.OfAPerson();
            }
        );

    [Fact]
    public Task A_file_in_its_place() =>
        Check(
            "the file system reports an error",
            home =>
            {
                home.Write("state", "a file");
                return [];
            }
        );

    [LinuxFact]
    public Task A_pipe_in_the_place_of_its_lock() =>
        Check(
            home => $"{Path.Combine(home.State, "lock")} is not a regular file. Remove it",
            home =>
            {
                Proc.MakePipe(Path.Combine(Directory.CreateDirectory(home.State).FullName, "lock"));
                return [];
            }
        );

    [Fact]
    public async Task Taken_away_it_is_made_again()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        await server.Client.CallAsync("switchModel", """{"slug":"mid"}""");
        Directory.Delete(home.State, recursive: true);

        await server.Client.CallAsync("switchModel", """{"slug":"strong"}""");

        await server.Client.EndInputAsync();
        (await server.ExitAsync()).Should().Be(0);
        server.Stderr.Should().BeEmpty();
        await using var next = ServerProcess.Plain(home);
        (await next.Client.CallAsync("status")).ShouldCover("""{"active":"strong"}""");
    }

    [Fact]
    public async Task What_cannot_be_read_at_the_start_is_remembered_when_it_can()
    {
        using var home = new Home();
        await using (var before = ServerProcess.Plain(home))
        {
            await before.Client.CallAsync("switchModel", """{"slug":"mid"}""");
        }

        var memory = Directory.GetFiles(Path.Combine(home.State, "workspaces")).Single();
        File.Move(memory, memory + ".aside");
        Directory.CreateDirectory(memory);
        await using var server = ServerProcess.Plain(home);
        (await server.Client.CallAsync("status")).ShouldCover("""{"active":"auto"}""");

        Directory.Delete(memory);
        File.Move(memory + ".aside", memory);

        await server.Client.UntilAsync("status", """{"active":"mid"}""");
    }

    private static string[] Mounted(Home home, string script)
    {
        Directory.CreateDirectory(home.State);
        return Powers.ToMount(script, home.State);
    }

    private static Task Check(string why, Func<Home, string[]> prepare) => Check(_ => why, prepare);

    private static async Task Check(Func<Home, string> reason, Func<Home, string[]> prepare)
    {
        using var home = new Home();
        var why = reason(home);
        var through = prepare(home);
        await using var server =
            through.Length == 0 ? ServerProcess.Lsp(home) : ServerProcess.StartThrough(home, WireFraming.Header, through, "lsp");
        await server.Client.InitializeAsync([home.Work]);

        (await server.Client.CallAsync("shim/switchModel", """{"slug":"mid"}""")).ShouldCover("""{"active":"mid"}""");

        var told = await server.Client.HearAsync("window/logMessage");
        told.Text("params.message").Should().Be($"The settings of this workspace could not be saved: {why}.");
        (await server.Client.CallAsync("shim/route", """{"task":"Rename it."}""")).ShouldCover("""{"slug":"mid","source":"pinned"}""");
        await server.Client.ShutdownAsync();
        (await server.ExitAsync()).Should().Be(0);
        server.Stderr.Should().Contain(why);
    }
}
