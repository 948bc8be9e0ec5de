using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ShimLsp.Mock;
using ShimLsp.Server.Hosting.Gateways;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Cli;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Operations;

/// <summary>A new process takes the port over from one that runs.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit ends it by IAsyncLifetime.")]
public sealed class ReplaceTests : IAsyncLifetime
{
    private readonly Person person = new();
    private readonly ConcurrentQueue<string> failures = new();
    private MockUpstream upstream = null!;
    private int served;

    public async Task InitializeAsync()
    {
        upstream = await MockUpstream.StartAsync();
        person.Write("config/shim-lsp/models.json", ChatWorld.Catalog(upstream.BaseUrl, ChatWorld.OpenAi));
        upstream.OthersAnswer(Answer.Says("Hello"));
    }

    public async Task DisposeAsync()
    {
        await upstream.DisposeAsync();
        person.Dispose();
    }

    [LinuxFact]
    [Trait("Parity", "6")]
    public async Task No_client_is_refused_and_no_reply_is_cut()
    {
        var gate = new Gate();
        upstream["m-strong"].Answers(Answer.SaysMany(20).Drips(gate));
        using var old = person.Start("gateway", "--port", "0", "--json");
        var first = await old.StartedAsync();
        using var client = first.Connect();
        using var stream = await client.SendAsync(Chat("strong", streams: true), HttpCompletionOption.ResponseHeadersRead);
        using var stop = new CancellationTokenSource();
        Task[] clients =
        [
            RepeatAsync(first, HttpVersion.Version11, stop.Token),
            RepeatAsync(first, HttpVersion.Version20, stop.Token),
            ConnectAnewAsync(first, stop.Token),
        ];
        await ServedAsync(30);
        var before = await first.InstanceAsync();

        using var next = person.Start("gateway", "--replace", "--json");
        var second = await next.StartedAsync();
        await ServedAsync(100);

        second.Url.Should().Be(first.Url);
        (await second.InstanceAsync()).Should().NotBe(before);
        old.HasExited.Should().BeFalse("a reply still runs");
        var rows = (await person.Run(["gateway", "status", "--json"])).Json.At("gateways");
        rows.GetArrayLength().Should().Be(1, "only the new one is found");
        ((int)rows[0].Number("pid")).Should().Be(next.Id);
        gate.Open();
        (await stream.Content.ReadAsStringAsync()).Should().EndWith("data: [DONE]\n\n");
        await old.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        old.ExitCode.Should().Be(0);
        (await old.StandardError.ReadToEndAsync())
            .Should()
            .Be("shim-lsp: Another gateway serves this port now. The running replies have ended.\n");
        await ServedAsync(30);
        await stop.CancelAsync();
        await Task.WhenAll(clients).WaitAsync(ShimClient.Limit);
        failures.Should().BeEmpty();
        await person.Run(["gateway", "stop"]);
    }

    [LinuxFact]
    public async Task Tokens_links_and_cookies_stay_valid()
    {
        using var old = person.Start("gateway", "--port", "0", "--json");
        var first = await old.StartedAsync();
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() });
        (await browser.GetAsync(new Uri(first.Page))).StatusCode.Should().Be(HttpStatusCode.SeeOther);
        var link = (await person.Run(["gateway", "status", "--json"])).Json.At("gateways")[0].Text("page")!;

        using var next = person.Start("gateway", "--replace", "--json");
        var second = await next.StartedAsync();
        await old.WaitForExitAsync().WaitAsync(ShimClient.Limit);

        using var client = first.Connect();
        (await client.GetAsync("/api/models")).StatusCode.Should().Be(HttpStatusCode.OK, "the first token is handed on");
        (await browser.GetAsync(new Uri($"{second.Url}/"))).StatusCode.Should().Be(HttpStatusCode.OK, "so is a browser's cookie");
        using var another = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        (await another.GetAsync(new Uri(link))).StatusCode.Should().Be(HttpStatusCode.SeeOther, "and a link that was not used yet");
        await person.Run(["gateway", "stop"]);
    }

    [LinuxFact]
    public async Task One_that_does_not_start_leaves_the_old_one_serving()
    {
        using var old = person.Start("gateway", "--port", "0", "--json");
        var first = await old.StartedAsync();

        var failed = await person.RunProcess("gateway", "--replace", "--listen", "0.0.0.0", "--behind-proxy", "--json");

        failed.ExitCode.Should().Be(1);
        failed.Json.Text("error.message").Should().StartWith($"The running gateway listens at {first.Url}.");
        using var client = first.Connect();
        (await client.GetAsync("/api/models")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await person.RunProcess("gateway", "--background", "--replace", "--json")).ExitCode.Should().Be(0, "the offer stands");
        await person.Run(["gateway", "stop"]);
    }

    [Fact]
    public async Task Without_a_gateway_there_is_nothing_to_replace()
    {
        var run = await person.Run(["gateway", "--replace"]);

        run.ExitCode.Should().Be(1);
        run.Error.Should().Be($"shim-lsp: No gateway runs for {person.Workspace}. Start one without --replace.\n");
    }

    [Fact]
    public async Task The_port_cannot_change() =>
        (await person.Run(["gateway", "--replace", "--port", "1"])).Error.Should().StartWith("shim-lsp: --replace keeps the port.");

    private static HttpRequestMessage Chat(string model, bool streams = false) =>
        new(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(GatewayWorld.ChatBody(model, streams)) };

    private async Task ServedAsync(int more)
    {
        var target = Volatile.Read(ref served) + more;
        await Eventually.Holds(() => Volatile.Read(ref served) >= target || !failures.IsEmpty, "requests are served");
    }

    private async Task RepeatAsync(GatewayStarted gateway, Version version, CancellationToken stop)
    {
        using var client = gateway.Connect();
        while (!stop.IsCancellationRequested)
        {
            await NoteAsync(async () =>
            {
                using var request = Chat("cheap");
                (request.Version, request.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
                using var response = await client.SendAsync(request, CancellationToken.None);
                return $"{(int)response.StatusCode}";
            });
        }
    }

    /// <summary>A client that uses each connection once: whatever waits in the socket must be served.</summary>
    private async Task ConnectAnewAsync(GatewayStarted gateway, CancellationToken stop)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET /api/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {gateway.Token}\r\n\r\n"
        );
        while (!stop.IsCancellationRequested)
        {
            await NoteAsync(async () =>
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync("127.0.0.1", new Uri(gateway.Url).Port, CancellationToken.None);
                await connection.GetStream().WriteAsync(request, CancellationToken.None);
                using var reader = new StreamReader(connection.GetStream());
                return (await reader.ReadToEndAsync(CancellationToken.None)).Split(' ').ElementAtOrDefault(1) ?? "nothing";
            });
        }
    }

    private async Task NoteAsync(Func<Task<string>> ask)
    {
        try
        {
            var status = await ask().WaitAsync(ShimClient.Limit);
            if (status == "200")
            {
                Interlocked.Increment(ref served);
                return;
            }

            failures.Enqueue(status);
        }
        catch (Exception failed) when (failed is HttpRequestException or SocketException or IOException or TimeoutException)
        {
            failures.Enqueue(failed.Message);
        }
    }
}
