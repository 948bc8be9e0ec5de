using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ShimLsp.Server.Hosting.Gateways;
using ShimLsp.Server.Tests.Cli;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Operations;

/// <summary>A gateway as a process: found, asked by commands, stopped.</summary>
public sealed class OperationTests : IDisposable
{
    private readonly Person person = new();

    public OperationTests() => person.Write("config/shim-lsp/models.json", Home.ThreeModels);

    public void Dispose() => person.Dispose();

    [LinuxFact]
    public async Task Commands_speak_to_a_running_gateway_and_stop_it()
    {
        using var process = person.Start("gateway", "--port", "0", "--json");
        var started = await process.StartedAsync();
        started.Token.Should().StartWith("shim_");
        new Uri(started.Url).IsLoopback.Should().BeTrue();

        (await person.Run(["route", "Rename n."])).ExitCode.Should().Be(0);
        (await person.Run(["use", "mid"])).ExitCode.Should().Be(0);
        (await ActiveAsync(started)).Should().Be("mid", "the command told it at once");
        (await person.Run(["status", "--json"])).Json.ShouldCover("""{"active":"mid","requests":1}""");
        (await person.Run(["status"])).Out.Should().Contain("of the running gateway");

        var listed = await person.Run(["gateway", "status", "--json"]);
        listed.Json.At("gateways")[0].Text("url").Should().Be(started.Url);
        listed.Json.At("gateways")[0].Text("page").Should().StartWith(started.Url);

        (await person.Run(["gateway", "stop"])).ExitCode.Should().Be(0);
        await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        process.ExitCode.Should().Be(0);
        (await person.Run(["gateway", "status"])).ExitCode.Should().Be(1);
        (await person.Run(["gateway", "stop"])).Error.Should().Contain("No gateway runs");
    }

    [LinuxFact]
    public async Task The_threads_that_wait_for_sockets_do_the_work_so_there_is_one_for_each_processor()
    {
        using var process = person.Start("gateway", "--port", "0", "--json");
        using var client = (await process.StartedAsync()).Connect();

        (await client.GetAsync(new Uri("/v1/models", UriKind.Relative))).EnsureSuccessStatusCode();

        Directory
            .GetDirectories($"/proc/{process.Id}/task")
            .Count(thread => File.ReadAllText(Path.Combine(thread, "comm")).Trim() == ".NET Sockets")
            .Should()
            .Be(Environment.ProcessorCount, "else .NET has one, which wakes another thread for each event");
        await person.Run(["gateway", "stop"]);
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenSSL_is_in_memory_from_the_first_request_with_a_token_on(bool inBackground)
    {
        using var process = inBackground ? null : person.Start("gateway", "--port", "0", "--json");
        var started = process is null
            ? GatewayProcess.Started((await person.RunProcess("gateway", "--background", "--port", "0", "--json")).Out)
            : await process.StartedAsync();
        var running = Directory.GetFiles(Path.Combine(person.StateFolder, "shim-lsp", "gateway", "running"), "*.json").Single();
        var id = (int)JsonElement.Parse(File.ReadAllText(running)).Number("pid");
        using var client = started.Connect();

        (await client.GetAsync("/health")).EnsureSuccessStatusCode();
        Proc.Maps(id).Should().NotContain("libssl", "an idle gateway needs none of its 3.5 MiB");
        (await client.GetAsync("/v1/models")).EnsureSuccessStatusCode();
        Proc.Maps(id).Should().Contain("libssl", "else this test would see nothing");
        await person.Run(["gateway", "stop"]);
    }

    [LinuxFact]
    public async Task Feedback_goes_to_the_running_gateway()
    {
        var nobody = await person.Run(["feedback", "last", "tooWeak"]);
        (nobody.ExitCode, nobody.Out).Should().Be((1, ""));
        nobody.Error.Should().Contain("No gateway runs").And.Contain("shim-lsp gateway");

        using var process = person.Start("gateway", "--port", "0", "--json");
        await process.StartedAsync();
        (await person.Run(["feedback", "last", "tooWeak"])).Error.Should().Contain("no decision");
        var routed = await person.Run(["route", "Rename n.", "--json"]);
        var id = routed.Json.Text("decisionId")!;

        (await person.Run(["feedback", id, "tooWeak"])).Out.Should().Be("Noted: threshold 0.78 (offset +0.4).\n");
        (await person.Run(["status"])).Out.Should().MatchRegex(@"Feedback +threshold 0\.78 \(offset \+0\.4\): 1 too weak\n");
        (await person.Run(["feedback", "last", "tooStrong", "--json"])).Json.ShouldCover(
            """{"offset":0,"threshold":0.7,"unmoved":"cheapest"}"""
        );
        var unknown = await person.Run(["feedback", "x-1", "right", "--json"]);
        unknown.ExitCode.Should().Be(1);
        unknown.Json.ShouldCover("""{"error":{"code":1006,"message":"*","data":{"decisionId":"x-1"}}}""");
        (await person.Run(["feedback", "--reset"])).Out.Should().Be("All feedback is taken back: threshold 0.70 (offset 0).\n");
        (await person.Run(["status"])).Out.Should().NotContain("Feedback");
        await person.Run(["gateway", "stop"]);
    }

    [Theory]
    [InlineData("feedback", "Name a decision and a verdict")]
    [InlineData("feedback last", "Name a decision and a verdict")]
    [InlineData("feedback last weak", "tooWeak")]
    [InlineData("feedback last right --reset", "Give either")]
    public async Task A_command_line_that_says_half_of_it_says_what_is_missing(string line, string expected)
    {
        var run = await person.Run(line.Split(' '));

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(expected);
    }

    [LinuxFact]
    public async Task A_gateway_that_an_editor_started_ends_with_the_editor()
    {
        using var editor = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        using var process = person.Start("gateway", "--port", "0", "--json", "--clientProcessId", $"{editor.Id}");
        await process.StartedAsync();

        editor.Kill();
        await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        process.ExitCode.Should().Be(0);
    }

    [LinuxFact]
    public async Task A_gateway_that_was_killed_is_not_found()
    {
        using var process = person.Start("gateway", "--port", "0", "--json");
        await process.StartedAsync();
        process.Kill();
        await process.WaitForExitAsync();

        (await person.Run(["gateway", "status", "--json"])).Json.ShouldCover("""{"gateways":[]}""");
        Directory.GetFiles(Path.Combine(person.StateFolder, "shim-lsp", "gateway", "running")).Should().BeEmpty();
        Directory.GetFiles(person.StateFolder, "*.sock", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    [Trait("Parity", "8")]
    public async Task A_port_that_is_taken_is_an_error_that_says_what_to_do()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        var run = await person.Run(["gateway", "--port", $"{port}", "--json"]);

        run.ExitCode.Should().Be(1);
        run.Json.Text("error.message").Should().Contain($"Port {port} is taken").And.Contain("--port N");
    }

    [Theory]
    [InlineData("--listen 0.0.0.0", "--tls-cert")]
    [InlineData("--listen nowhere", "--listen takes an address")]
    [InlineData("--tls-cert a.pem", "together")]
    [InlineData("--tls-cert a.pem --tls-key b.pem", "cannot be read")]
    [InlineData("--port 99999", "0 to 65535")]
    public async Task A_gateway_is_not_opened_to_other_machines_by_mistake(string options, string expected)
    {
        var run = await person.Run(["gateway", .. options.Split(' ')]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(expected);
    }

    [LinuxFact]
    public async Task TLS_protects_what_goes_to_other_machines()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var cert = person.Write("cert.pem", certificate.ExportCertificatePem());
        var secret = person.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        using var process = person.Start("gateway", "--port", "0", "--json", "--tls-cert", cert, "--tls-key", secret);
        var started = await process.StartedAsync();

        started.Url.Should().StartWith("https://");
        using var client = new HttpClient(
            new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Equals(certificate) }
        );
        (await client.GetStringAsync(new Uri($"{started.Url}/health"))).Should().Contain("\"ok\":true");
        var use = await person.Run(["use", "mid"]);
        (use.ExitCode, use.Error).Should().Be((0, ""), "commands of this machine reach it whatever its certificate is");
        (await person.Run(["gateway", "stop"])).ExitCode.Should().Be(0);
    }

    [LinuxFact]
    public async Task A_command_whose_gateway_does_not_answer_says_that_it_answers_by_itself()
    {
        using var process = person.Start("gateway", "--port", "0", "--json");
        await process.StartedAsync();
        Proc.Signal(process.Id, "STOP");

        var run = await person.Run(["use", "mid"]);

        (run.ExitCode, run.Out)
            .Should()
            .Be(
                (
                    0,
                    $"mid is the active model of {person.Workspace} now; it was auto.\n"
                        + "Running editors and gateways of this workspace follow.\n"
                )
            );
        run.Error.Should().Contain("does not answer, so this command answers by itself");
        run.Error.TrimEnd().Should().NotContain("\n");
        (await person.Run(["gateway", "stop"])).Error.Should().Contain($"If it is process {process.Id}, end that.");
        Proc.Signal(process.Id, "CONT");
        process.Kill();
    }

    private static async Task<string?> ActiveAsync(GatewayStarted started)
    {
        using var client = started.Connect();
        return JsonElement.Parse(await client.GetStringAsync("/api/status")).Text("active");
    }
}
