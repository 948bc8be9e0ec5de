using System.Net.Http.Headers;
using System.Text.Json;
using ShimLsp.Soak.Driving;
using ShimLsp.Soak.Shared.Redis;

namespace ShimLsp.Soak.Shared.Replicas;

/// <summary>One of the gateways that act as one: a process with a home of its own, on one port for the whole run.</summary>
/// <param name="server">The binary, or the JIT build's assembly.</param>
/// <param name="home">The folder that it takes for the person's home.</param>
/// <param name="number">Its number, from 0.</param>
/// <param name="environment">More variables of its environment.</param>
internal sealed class Replica(string server, string home, int number, IReadOnlyDictionary<string, string> environment) : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(90); // replies may run for 60 s

    private readonly Dictionary<string, HttpClient> clients = new(StringComparer.Ordinal);
    private ServerProcess? process;
    private int port;

    public int Number => number;

    /// <summary>Its process.</summary>
    public int Id => process!.Id;

    /// <summary>The last lines of its log.</summary>
    public string Log => process?.Stderr ?? "";

    /// <summary>Where it listens.</summary>
    public Uri Origin { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts it, again on the port that it had.</summary>
    public async Task StartAsync()
    {
        process?.Dispose();
        process = await RunAsync("--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Kills it at once.</summary>
    public Task KillAsync() => SystemProcess.SignalAsync(Id, "KILL");

    /// <summary>Stops it in its tracks.</summary>
    public Task PauseAsync() => SystemProcess.SignalAsync(Id, "STOP");

    /// <summary>Lets it go on.</summary>
    public Task ContinueAsync() => SystemProcess.SignalAsync(Id, "CONT");

    /// <summary>A new process takes its port over, as after an update; the old one ends its replies first.</summary>
    /// <returns>Whether the old one ended well.</returns>
    public async Task<bool> ReplaceAsync()
    {
        using var old = process!;
        process = await RunAsync("--replace");
        return await old.EndsWithinAsync(LongestEnd) && old.ExitCode == 0;
    }

    /// <summary>Ends it as a person does.</summary>
    /// <returns>Its exit code; null if it goes on.</returns>
    public async Task<int?> StopAsync()
    {
        await SystemProcess.SignalAsync(Id, "TERM");
        return await process!.EndsWithinAsync(LongestEnd) ? process.ExitCode : null;
    }

    /// <summary>A client of it for a token, with connections of its own.</summary>
    /// <param name="token">The token.</param>
    public HttpClient Client(string token)
    {
        lock (clients)
        {
            if (!clients.TryGetValue(token, out var client))
            {
                clients[token] = client = new(new SocketsHttpHandler { UseProxy = false, MaxResponseDrainSize = 0 })
                {
                    BaseAddress = Origin,
                    Timeout = TimeSpan.FromSeconds(60),
                    DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
                };
            }

            return client;
        }
    }

    /// <summary>Whether it says of itself that it shares; null if it says nothing.</summary>
    public async Task<bool?> IsJoinedAsync()
    {
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
            {
                BaseAddress = Origin,
                Timeout = TimeSpan.FromSeconds(5),
            };
            var health = JsonElement.Parse(await http.GetByteArrayAsync(new Uri("/health", UriKind.Relative)));
            return health.TryGetProperty("shared", out var shared) ? shared.GetString() == SharedAnswer.Joined : null;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }

        process?.Dispose();
    }

    private async Task<ServerProcess> RunAsync(params string[] how)
    {
        var started = ServerProcess.Start(server, ["gateway", .. how, "--json"], home, environment);
        if (await new StreamReader(started.Output).ReadLineAsync().WaitAsync(LongestStart) is not { } line)
        {
            throw new IOException($"The gateway ended at once: {started.Stderr}");
        }

        Origin = new(JsonElement.Parse(line).GetProperty("url").GetString()!);
        port = Origin.Port;
        return started;
    }
}
