using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Gateway.Operations;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli.Run;

/// <summary><c>run</c> in a workspace whose gateway runs already.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit ends it by IAsyncLifetime.")]
public sealed class JoinTests : IAsyncLifetime
{
    private readonly Person person = new();
    private MockUpstream upstream = null!;

    public async Task InitializeAsync()
    {
        upstream = await MockUpstream.StartAsync();
        upstream.OthersAnswer(Answer.Says("Hello"));
        person.Write("config/shim-lsp/models.json", ChatWorld.Catalog(upstream.BaseUrl, ChatWorld.OpenAi));
        var program = person.Write(
            "programs/copilot",
            "#!/bin/sh\necho \"${COPILOT_PROVIDER_BASE_URL%/v1} $COPILOT_PROVIDER_API_KEY\"\nread line\n"
        );
        if (!OperatingSystem.IsWindows())
        {
            Proc.ChangeMode(program, "755");
        }

        person.With("PATH", $"{Path.GetDirectoryName(program)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}");
    }

    public async Task DisposeAsync()
    {
        await upstream.DisposeAsync();
        person.Dispose();
    }

    [LinuxFact]
    public async Task It_joins_with_a_token_of_its_own_that_ends_and_counts_its_own_requests()
    {
        using var gateway = person.Start("gateway", "--port", "0", "--json");
        var started = await gateway.StartedAsync();
        using var run = person.Start("run", "copilot");
        var (url, token) = await ClientAsync(run);

        url.Should().Be(started.Url);
        token.Should().NotBe(started.Token);
        using var own = started.Connect(token);
        using var other = started.Connect();
        await AskAsync(own);
        await AskAsync(other);
        await AskAsync(own);
        run.StandardInput.Close();
        await run.WaitForExitAsync().WaitAsync(ShimClient.Limit);

        (await run.StandardError.ReadToEndAsync()).Should().Be("Copilot CLI: 2 requests, cheap 2, $0.000094, saved $0.000846\n");
        await Eventually.Holds(() => StatusOf(own) is HttpStatusCode.Unauthorized, "the run's token ends");
        StatusOf(other).Should().Be(HttpStatusCode.OK, "the gateway goes on");
        await person.Run(["gateway", "stop"]);
    }

    [LinuxFact]
    public async Task It_does_not_join_the_gateway_of_another_run_which_ends_with_that()
    {
        using var first = person.Start("run", "copilot");
        var (url, _) = await ClientAsync(first);

        using var second = person.Start("run", "copilot");

        (await ClientAsync(second)).Url.Should().NotBe(url);
        first.StandardInput.Close();
        second.StandardInput.Close();
        await first.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        await second.WaitForExitAsync().WaitAsync(ShimClient.Limit);
    }

    [LinuxFact]
    public async Task It_says_that_it_does_not_join_one_that_does_not_answer()
    {
        using var gateway = person.Start("gateway", "--port", "0", "--json");
        var started = await gateway.StartedAsync();
        Proc.Signal(gateway.Id, "STOP");
        using var run = person.Start("run", "copilot");

        (await ClientAsync(run)).Url.Should().NotBe(started.Url);
        (await run.StandardError.ReadLineAsync().WaitAsync(ShimClient.Limit))
            .Should()
            .StartWith($"shim-lsp: The gateway at {started.Url} does not answer, so this run has one of its own.");
        run.StandardInput.Close();
        await run.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        Proc.Signal(gateway.Id, "CONT");
        gateway.Kill();
    }

    [LinuxFact]
    public async Task Stop_leaves_the_gateway_of_a_run_alone()
    {
        using var run = person.Start("run", "copilot");
        await ClientAsync(run);

        (await person.Run(["gateway", "stop"])).Error.Should().Contain("No gateway runs");
        run.HasExited.Should().BeFalse();
        run.StandardInput.Close();
        await run.WaitForExitAsync().WaitAsync(ShimClient.Limit);
    }

    private static async Task<(string Url, string Token)> ClientAsync(Process run)
    {
        var words = (await run.StandardOutput.ReadLineAsync().WaitAsync(ShimClient.Limit))!.Split(' ');
        return (words[0], words[1]);
    }

    private static async Task AskAsync(HttpClient client)
    {
        using var content = new StringContent(GatewayWorld.ChatBody());
        using var answer = await client.PostAsync("/v1/chat/completions", content).WaitAsync(ShimClient.Limit);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static HttpStatusCode StatusOf(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/models");
        using var answer = client.Send(request);
        return answer.StatusCode;
    }
}
