using System.Text.Json;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>The calls that the demonstration makes, each timed.</summary>
/// <param name="server">The server.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoClient(DemoServer server, TimeProvider time)
{
    public Task<Timed<JsonElement>> InitializeAsync(string folder, CancellationToken cancellationToken) =>
        Timed(async () =>
        {
            var parameters = new InitializeMessage(Environment.ProcessId, new(), [new(new Uri(folder).AbsoluteUri, "demo")]);
            var answer = await server
                .RequestAsync("initialize", parameters, CliJson.Default.InitializeMessage, WireJson.Default.JsonElement, cancellationToken)
                .ConfigureAwait(false);
            server.Notify("initialized", new(), WireJson.Default.Done);
            return answer;
        });

    public Task<Timed<ListModelsResult>> ListModelsAsync(CancellationToken cancellationToken) =>
        Timed(() =>
            server.RequestAsync(
                "shim/listModels",
                new(),
                WireJson.Default.SessionParams,
                WireJson.Default.ListModelsResult,
                cancellationToken
            )
        );

    public Task<Timed<DecisionInfo>> RouteAsync(string task, CancellationToken cancellationToken) =>
        Timed(() =>
            server.RequestAsync(
                "shim/route",
                new() { Task = task },
                WireJson.Default.RouteParams,
                WireJson.Default.DecisionInfo,
                cancellationToken
            )
        );

    public Task<Timed<SwitchModelResult>> SwitchAsync(string slug, CancellationToken cancellationToken) =>
        Timed(() =>
            server.RequestAsync(
                "shim/switchModel",
                new() { Slug = slug },
                WireJson.Default.SwitchModelParams,
                WireJson.Default.SwitchModelResult,
                cancellationToken
            )
        );

    public Task<Timed<ReportOutcomeResult>> ReportRateLimitAsync(
        string slug,
        double retryAfterSeconds,
        CancellationToken cancellationToken
    ) =>
        Timed(() =>
            server.RequestAsync(
                "shim/reportOutcome",
                new()
                {
                    Slug = slug,
                    Status = 429,
                    RetryAfterSeconds = retryAfterSeconds,
                },
                WireJson.Default.ReportOutcomeParams,
                WireJson.Default.ReportOutcomeResult,
                cancellationToken
            )
        );

    public Task<Timed<StatsInfo>> StatusAsync(CancellationToken cancellationToken) =>
        Timed(() =>
            server.RequestAsync("shim/status", new(), WireJson.Default.SessionParams, WireJson.Default.StatsInfo, cancellationToken)
        );

    public Task<Timed<ChatResultInfo>> ChatAsync(ChatParams turn, CancellationToken cancellationToken) =>
        Timed(() =>
            server.RequestAsync("shim/chat", turn, WireJson.Default.ChatParams, WireJson.Default.ChatResultInfo, cancellationToken)
        );

    public Task<Timed<SetCredentialResult>> SetCredentialAsync(string name, string secret, CancellationToken cancellationToken) =>
        Timed(() =>
            server.RequestAsync(
                "shim/setCredential",
                new() { Name = name, Secret = JsonSerializer.SerializeToElement(secret, WireJson.Default.String) },
                WireJson.Default.SetCredentialParams,
                WireJson.Default.SetCredentialResult,
                cancellationToken
            )
        );

    /// <summary>Changes the configuration, and asks for the status: its answer comes after the change took effect.</summary>
    public Task<Timed<StatsInfo>> ConfigureAsync(double? threshold, CancellationToken cancellationToken) =>
        Timed(async () =>
        {
            var settings = new ShimMessage(threshold is { } value ? new(value) : null);
            server.Notify("workspace/didChangeConfiguration", new(new(settings)), CliJson.Default.ConfigurationMessage);
            return (await StatusAsync(cancellationToken).ConfigureAwait(false)).Value;
        });

    /// <summary>How long something took.</summary>
    public async Task<Timed<T>> Timed<T>(Func<Task<T>> work)
    {
        var start = time.GetTimestamp();
        var value = await work().ConfigureAwait(false);
        return new(value, time.GetElapsedTime(start).TotalMilliseconds);
    }
}

/// <summary>An answer and how long it took.</summary>
internal sealed record Timed<T>(T Value, double Milliseconds);
