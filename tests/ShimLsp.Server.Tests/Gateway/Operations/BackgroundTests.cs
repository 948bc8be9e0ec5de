using ShimLsp.Server.Tests.Cli;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Operations;

/// <summary><c>gateway --background</c>.</summary>
public sealed class BackgroundTests : IDisposable
{
    private readonly Person person = new();

    public BackgroundTests() => person.Write("config/shim-lsp/models.json", Home.ThreeModels);

    public void Dispose() => person.Dispose();

    [LinuxFact]
    [Trait("Parity", "5")]
    public async Task It_goes_on_after_its_command_in_a_session_of_its_own_and_is_found_and_stopped()
    {
        var run = await person.RunProcess("gateway", "--background", "--port", "0", "--json");

        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().ContainSingle();
        var started = GatewayProcess.Started(run.Out);
        using var client = started.Connect();
        (await client.GetAsync("/api/models")).IsSuccessStatusCode.Should().BeTrue();
        var row = (await person.Run(["gateway", "status", "--json"])).Json.At("gateways")[0];
        row.Text("url").Should().Be(started.Url);
        var pid = (int)row.Number("pid");
        SessionOf(pid).Should().Be(pid, "the end of the terminal must not reach it");

        var log = row.Text("log")!;
        log.Should().StartWith(person.StateFolder);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(log).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var stranger = started.Connect("shim_guess");
        await stranger.GetAsync("/api/models");
        await Eventually.Holds(() => File.ReadAllText(log).Contains("does not know", StringComparison.Ordinal), "its log has a line");
        File.ReadAllText(log).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ shim-lsp: warning: ").And.NotContain("guess");

        (await person.Run(["gateway", "stop"])).ExitCode.Should().Be(0);
        (await person.Run(["gateway", "status"])).ExitCode.Should().Be(1);
    }

    [LinuxFact]
    public async Task For_people_it_prints_what_the_foreground_prints()
    {
        var run = await person.RunProcess("gateway", "--background", "--port", "0");

        run.Lines.Should()
            .SatisfyRespectively(
                line => line.Should().StartWith("The gateway listens at http://127.0.0.1:"),
                line => line.Should().StartWith("Token for this run: shim_"),
                line => line.Should().StartWith("Page: http://127.0.0.1:"),
                line => line.Should().Be("For a token that lasts: shim-lsp gateway token")
            );
        await person.Run(["gateway", "stop"]);
    }

    [LinuxFact]
    public async Task A_second_one_for_the_same_folder_is_not_started()
    {
        var first = await person.RunProcess("gateway", "--background", "--port", "0", "--json");

        var second = await person.Run(["gateway", "--background", "--port", "0", "--json"]);

        second.ExitCode.Should().Be(1);
        second
            .Json.Text("error.message")
            .Should()
            .StartWith($"A gateway runs for {person.Workspace} already, at {GatewayProcess.Started(first.Out).Url}.")
            .And.Contain("--replace");
        await person.Run(["gateway", "stop"]);
    }

    [LinuxFact]
    public async Task Why_it_does_not_start_is_told_as_in_the_foreground()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        var run = await person.RunProcess("gateway", "--background", "--port", $"{port}");

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain($"Port {port} is taken").And.Contain("--port N");
    }

    private static int SessionOf(int process) =>
        int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]);
}
