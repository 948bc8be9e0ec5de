using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ShimLsp.Bench.Stdio;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway.Shared;

/// <summary>A gateway with the sample catalog, on a Redis or without one. All of a folder let the same tokens in.</summary>
internal sealed class SharedGateway : IDisposable
{
    private SharedGateway(ServerProcess process, Uri origin) => (Process, Origin) = (process, origin);

    /// <summary>Its counts.</summary>
    public ServerProcess Process { get; }

    /// <summary>Where it listens.</summary>
    public Uri Origin { get; }

    /// <summary>Starts one.</summary>
    /// <param name="server">The binary.</param>
    /// <param name="folder">Its home and its working directory.</param>
    /// <param name="redis">The port of Redis; null for none.</param>
    /// <param name="prefix">The prefix of its keys, which separates it from those with another.</param>
    public static SharedGateway Start(string server, string folder, int? redis, string prefix = "bench")
    {
        var catalog = Path.Combine(folder, redis is null ? "alone.json" : $"shared-{prefix}.json");
        File.WriteAllText(catalog, Catalog(redis, prefix));
        var process =
            ServerProcess.Start(folder, server, "gateway", "--port", "0", "--json", "--models", catalog)
            ?? throw new IOException($"{server} does not start.");
        using var said = JsonDocument.Parse(
            new StreamReader(process.Output).ReadLine() ?? throw new IOException("The gateway ended at once.")
        );
        return new(process, new(said.RootElement.GetProperty("url").GetString()!));
    }

    /// <summary>A token that lets one developer in at each gateway of the folder.</summary>
    /// <param name="server">The binary.</param>
    /// <param name="folder">The gateways' home.</param>
    /// <param name="tenant">The developer.</param>
    public static string Token(string server, string folder, string tenant)
    {
        using var process = ServerProcess.Start(
            folder,
            server,
            "gateway",
            "token",
            "--tenant",
            tenant,
            "--folder",
            Directory.CreateDirectory(Path.Combine(folder, "work")).FullName,
            "--json"
        )!;
        using var said = JsonDocument.Parse(new StreamReader(process.Output).ReadToEnd());
        return said.RootElement.GetProperty("token").GetString()!;
    }

    /// <summary>A client that asks where one task goes.</summary>
    /// <param name="address">The gateway, or what is before it.</param>
    /// <param name="token">The token.</param>
    /// <param name="task">The task.</param>
    public static SocketClient Route(Uri address, string token, string task) =>
        new(new Uri(address, "/api/route"), Body(task), $"Authorization: Bearer {token}");

    /// <summary>A client that asks all kinds of things.</summary>
    /// <param name="token">The token.</param>
    public HttpClient Client(string token) =>
        new(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = Origin,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };

    /// <summary>Asks where a task goes.</summary>
    /// <param name="http">The gateway.</param>
    /// <param name="task">The task.</param>
    /// <param name="conversation">The conversation; null for none.</param>
    /// <returns>Whether its scores were there, and whether the gateway shared.</returns>
    public static async Task<(bool IsHit, bool IsJoined)> AskAsync(HttpClient http, string task, string? conversation = null)
    {
        using var body = new StringContent(Body(task, conversation), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri("/api/route", UriKind.Relative), body);
        var decision = JsonElement.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
        return (
            decision.GetProperty("source").GetString() is "cache" or "coalesced",
            response.Headers.TryGetValues("x-shim-shared", out var says) && says.First() == "joined"
        );
    }

    /// <summary>Waits until it shares.</summary>
    /// <param name="http">The gateway.</param>
    public static async Task JoinAsync(HttpClient http)
    {
        while (!(await AskAsync(http, "Say whether you share.")).IsJoined)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Process.Dispose();

    private static string Body(string task, string? conversation = null) =>
        conversation is null
            ? $$"""{"task":{{JsonSerializer.Serialize(task)}}}"""
            : $$"""{"task":{{JsonSerializer.Serialize(task)}},"conversationId":"{{conversation}}"}""";

    private static string Catalog(int? redis, string prefix)
    {
        var sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models.json"));
        var shared = string.Create(
            CultureInfo.InvariantCulture,
            $$""" "gateway": { "shared": "redis://127.0.0.1:{{redis}}", "shared_prefix": "{{prefix}}" }, """
        );
        return redis is null ? sample : sample.Insert(sample.IndexOf("\"models\": [", StringComparison.Ordinal), shared);
    }
}
