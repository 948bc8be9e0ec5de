using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>Signals while the server is busy.</summary>
public class SignalTests
{
    [LinuxTheory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    [InlineData("HUP", 129)]
    [InlineData("KILL", 137)]
    public Task An_end_under_load_is_prompt_and_leaves_a_whole_state(string signal, int code) =>
        Promptness.WithinAsync(TimeSpan.FromSeconds(10), () => EndTime(signal, code));

    private static async Task<TimeSpan> EndTime(string signal, int code)
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        using var load = new Load(server.Client);
        await load.GoneThrough(200);

        var took = await Promptness.TimeAsync(async () =>
        {
            Proc.Signal(server.Id, signal);
            await Eventually.Holds(() => server.HasExited, "the server ends");
        });

        server.ExitCode.Should().Be(code);
        JsonElement
            .Parse(await File.ReadAllTextAsync(Directory.GetFiles(home.State, "*.json", SearchOption.AllDirectories).Single()))
            .Text("active")
            .Should()
            .BeOneOf("cheap", "mid");
        await using var next = ServerProcess.Plain(home);
        (await next.Client.CallAsync("switchModel", """{"slug":"strong"}""")).Text("previous").Should().BeOneOf("cheap", "mid");
        return took;
    }

    [LinuxFact]
    public async Task Stopped_and_continued_it_goes_on_and_has_lost_nothing()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        using var load = new Load(server.Client);
        await load.GoneThrough(100);

        Proc.Signal(server.Id, "STOP");
        var waits = await server.Client.BeginAsync("status");
        home.WriteCatalog("""{"models":[{"slug":"later","model":"m","provider":"ollama"}]}""");
        Proc.Signal(server.Id, "CONT");

        (await waits).ShouldCover("""{"result":{}}""");
        await load.EndAsync();
        await server.Client.UntilAsync("listModels", """{"models":[{},{"slug":"later"}]}""");
    }

    [LinuxFact]
    public async Task A_broken_pipe_does_not_kill_it()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        await server.Client.CallAsync("status");

        Proc.Signal(server.Id, "PIPE");

        await server.Client.CallAsync("status");
    }

    /// <summary>Switches and routes without end, one at a time, so that each must be answered before the next.</summary>
    private sealed class Load : IDisposable
    {
        private readonly CancellationTokenSource enough = new();
        private readonly Task running;
        private int done;

        public Load(ShimClient client) =>
            running = Task.Run(async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await client.CallAsync("switchModel", $$"""{"slug":"{{(done % 2 == 0 ? "cheap" : "mid")}}"}""");
                    await client.CallAsync("route", $$"""{"task":"Rename it {{done}} times."}""");
                    Interlocked.Increment(ref done);
                }
            });

        public Task GoneThrough(int times) =>
            Eventually.Holds(() => Volatile.Read(ref done) >= times || running.IsFaulted, "the load is under way");

        /// <summary>Ends it; fails if anything was not answered.</summary>
        public async Task EndAsync()
        {
            await enough.CancelAsync();
            await running;
        }

        public void Dispose()
        {
            enough.Cancel();
            enough.Dispose();
        }
    }
}
