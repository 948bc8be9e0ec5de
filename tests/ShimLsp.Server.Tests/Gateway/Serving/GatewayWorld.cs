using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Spending;
using ShimLsp.Mock;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>
/// A gateway in this process, an upstream with the models <c>cheap</c>, <c>mid</c> and <c>strong</c>, and a client. Time stands still
/// unless the test moves it.
/// </summary>
internal sealed class GatewayWorld : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<GatewayStarted> listens = new();
    private readonly Task running;
    private HttpClient client = null!;

    private GatewayWorld(
        MockUpstream upstream,
        Home home,
        Func<GatewayOptions, GatewayOptions> change,
        ISpendingHistory? spent,
        (string Name, string Value)[] variables
    )
    {
        (Upstream, Home) = (upstream, home);
        Host = HostOf(home, Time, variables);
        var options = new ServerOptions
        {
            Host = Host,
            Stderr = Log,
            Spent = spent,
        };
        var gateway = change(new() { Folder = FolderPath.Of(home.Work) });
        running = Task.Run(() => GatewayHost.RunAsync(options, gateway, listens.SetResult, stop.Token));
    }

    public MockUpstream Upstream { get; }

    public Home Home { get; }

    public SettableClock Time { get; } = new();

    /// <summary>What the gateway said when it listened.</summary>
    public GatewayStarted Started { get; private set; } = null!;

    public StringWriter Log { get; } = new();

    /// <summary>The machine as the gateway sees it.</summary>
    public HostEnvironment Host { get; }

    public TokenStore Tokens => new(Host);

    public static async Task<GatewayWorld> StartAsync(
        Func<GatewayOptions, GatewayOptions>? change = null,
        string gatewayBlock = "{}",
        Func<string, string>? editRows = null,
        Func<string, string>? catalogAt = null,
        ISpendingHistory? spent = null,
        (string Name, string Value)[]? variables = null
    )
    {
        var upstream = await MockUpstream.StartAsync();
        var rows = (catalogAt ?? (url => ChatWorld.Catalog(url, ChatWorld.OpenAi)))(upstream.BaseUrl).TrimEnd();
        var catalog = editRows?.Invoke(rows) ?? rows;
        var home = new Home($"{catalog[..^1]}, \"gateway\": {gatewayBlock} }}");
        var world = new GatewayWorld(upstream, home, change ?? (same => same), spent, variables ?? []);
        await Task.WhenAny(world.listens.Task, world.running).WaitAsync(ShimClient.Limit);
        world.Started = world.running.IsCompleted ? throw new InvalidOperationException("It ended.") : await world.listens.Task;
        world.client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(world.Started.Url),
        };
        return world;
    }

    /// <summary>Sends a request with a token, and returns what came.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path.</param>
    /// <param name="body">A JSON body; null for none.</param>
    /// <param name="token">The token; null for the gateway's own, "" for none.</param>
    /// <param name="change">What else the request has.</param>
    public async Task<Reply> AskAsync(
        string method,
        string path,
        string? body = null,
        string? token = null,
        Action<HttpRequestMessage>? change = null
    )
    {
        using var request = RequestOf(method, path, body, token);
        change?.Invoke(request);
        using var response = await client.SendAsync(request).WaitAsync(ShimClient.Limit);
        return new(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase)
        );
    }

    /// <summary>Sends a request and returns when its headers are there.</summary>
    public Task<HttpResponseMessage> OpenAsync(
        string method,
        string path,
        string? body = null,
        string? token = null,
        CancellationToken cancellationToken = default
    ) =>
        client
            .SendAsync(RequestOf(method, path, body, token), HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .WaitAsync(ShimClient.Limit, CancellationToken.None);

    /// <summary>Asks the active model something, and returns the model that answered.</summary>
    public async Task<string> ChatAsync(string? token = null, string model = "shim")
    {
        var reply = await AskAsync("POST", "/v1/chat/completions", ChatBody(model), token);
        return reply.Status == 200 ? reply.Headers["x-shim-model"] : $"{reply.Status}";
    }

    public static string ChatBody(string model = "shim", bool streams = false) =>
        $$"""{"model":"{{model}}","stream":{{(streams ? "true" : "false")}},"messages":[{"role":"user","content":"Rename n to count."}]}""";

    /// <summary>Stops the gateway as a signal does.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running.WaitAsync(ShimClient.Limit);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose(); // first: an idle connection would be waited for
        await StopAsync();
        stop.Dispose();
        await Upstream.DisposeAsync();
        Home.Dispose();
        await Log.DisposeAsync();
    }

    private HttpRequestMessage RequestOf(string method, string path, string? body, string? token)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (token is not "")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Started.Token);
        }

        return request;
    }

    private static HostEnvironment HostOf(Home home, TimeProvider time, (string Name, string Value)[] variables) =>
        new()
        {
            Variable = name => Array.FindLast(variables, one => one.Name == name).Value ?? home.Variables.GetValueOrDefault(name),
            HomeFolder = home.At("home"),
            WorkingDirectory = home.Work,
            Time = time,
            IsWindows = OperatingSystem.IsWindows(),
        };
}

/// <summary>What came back.</summary>
internal sealed record Reply(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Body);
}
