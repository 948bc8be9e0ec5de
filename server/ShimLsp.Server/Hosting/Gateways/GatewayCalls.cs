using System.Net.Http.Headers;
using System.Text.Json;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>What a command asks a gateway of this machine for.</summary>
internal sealed class GatewayCalls : IDisposable
{
    private readonly HttpClient client;

    /// <summary>Makes them.</summary>
    /// <param name="url">The gateway.</param>
    /// <param name="token">Its token.</param>
    public GatewayCalls(string url, string token)
    {
        client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(url), Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Its session's counts; null if it does not tell.</summary>
    public async Task<StatsInfo?> StatusAsync() =>
        await ReadAsync("/api/status").ConfigureAwait(false) is { } text
            ? JsonSerializer.Deserialize(text, WireJson.Default.StatsInfo)
            : null;

    /// <summary>The text of a path; null if the gateway does not have it.</summary>
    /// <param name="path">The path and the query.</param>
    public async Task<string?> ReadAsync(string path)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative)).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync().ConfigureAwait(false) : null;
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
