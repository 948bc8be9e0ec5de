using System.Diagnostics;
using System.Globalization;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>
/// A client that sends much and reads nothing until it is told to. A separate program does the sending, because a test that is stuck in a
/// write could not hang up.
/// </summary>
internal sealed class SilentClient : IAsyncDisposable
{
    // awk speaks, then opens a pipe that nobody writes to: so its end of the server's input stays open until it is killed.
    private const string Script = """
        mkfifo silence
        exec "$@" < <(
          echo $BASHPID > talker.draft; mv talker.draft talker
          exec awk 'BEGIN {
            printf "%s", ENVIRON["FIRST"]
            for (i = 0; i < ENVIRON["COUNT"] + 0; i++) printf ENVIRON["MANY"], i
            printf "%s", ENVIRON["LAST"]
            fflush(); getline < "silence" }')
        """;

    private static readonly TimeSpan Still = TimeSpan.FromSeconds(2);

    private readonly Process server;
    private readonly string talker;

    private SilentClient(Process server, string talker) => (this.server, this.talker) = (server, talker);

    /// <summary>The server's process.</summary>
    public int Id => server.Id;

    /// <summary>What the server answers, unread so far.</summary>
    public StreamReader Output => server.StandardOutput;

    /// <summary>Starts a server and talks to it.</summary>
    /// <param name="home">The machine that it shall see.</param>
    /// <param name="arguments">The server's command line.</param>
    /// <param name="many">The text that is sent repeatedly; <c>%d</c> is a number that counts up from 0.</param>
    /// <param name="count">How often.</param>
    /// <param name="first">The text that is sent before.</param>
    /// <param name="last">The text that is sent after. The input stays open.</param>
    public static async Task<SilentClient> StartAsync(
        Home home,
        string[] arguments,
        string many,
        int count,
        string first = "",
        string last = ""
    )
    {
        var process = ServerProcess.StartProcess(
            home,
            ServerProcess.CommandLineThrough(["bash", "-c", Script, "bash"], arguments),
            ("FIRST", first),
            ("MANY", many),
            ("COUNT", count.ToString(CultureInfo.InvariantCulture)),
            ("LAST", last)
        );
        process.StandardInput.Close();
        var client = new SilentClient(process, Path.Combine(home.Work, "talker"));
        await Eventually.Holds(() => File.Exists(client.talker), "the client starts");
        return client;
    }

    /// <summary>Waits until the server reads no more, or everything is sent.</summary>
    /// <returns>How many bytes it took.</returns>
    public async Task<long> TalkAsync()
    {
        var (said, since) = (0L, Stopwatch.GetTimestamp());
        await Eventually.Holds(
            () =>
            {
                if (Proc.Written(Talker()) is var now && now != said)
                {
                    (said, since) = (now, Stopwatch.GetTimestamp());
                }

                return said > 0 && Stopwatch.GetElapsedTime(since) > Still;
            },
            "the client has said what it can"
        );
        return said;
    }

    /// <summary>Ends the server's input.</summary>
    public void HangUp() => Proc.Signal(Talker(), "KILL");

    /// <summary>Waits for the server's end, while nobody reads.</summary>
    /// <returns>The exit code, and how long it took.</returns>
    public async Task<(int Code, TimeSpan Took)> ExitAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await server.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        return (server.ExitCode, Stopwatch.GetElapsedTime(started));
    }

    public async ValueTask DisposeAsync()
    {
        if (!server.HasExited)
        {
            server.Kill();
        }

        if (Directory.Exists($"/proc/{Talker()}"))
        {
            HangUp();
        }

        await server.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        server.Dispose();
    }

    private int Talker() => int.Parse(File.ReadAllText(talker), CultureInfo.InvariantCulture);
}
