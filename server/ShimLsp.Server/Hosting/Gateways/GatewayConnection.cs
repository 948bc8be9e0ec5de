using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>
/// What a command asks a running gateway for. It makes a token for the moment and ends it. An answer that does not come, or an error, is
/// null: the command then works by itself, and says the same error.
/// </summary>
internal sealed class GatewayConnection : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient client;
    private readonly TokenStore tokens;
    private readonly string token;

    private GatewayConnection(string url, TokenStore tokens, string token)
    {
        (this.tokens, this.token) = (tokens, token);
        client = GatewayClient.Connect(url, Limit);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Opens them to a gateway that runs for a workspace; null if none does.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="folder">The workspace.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<GatewayConnection?> FindAsync(HostEnvironment host, FolderPath folder, CancellationToken cancellationToken) =>
        await new RunningGateways(host).FindAsync(folder, cancellationToken).ConfigureAwait(false) is { } gateway
            ? Open(host, gateway, folder)
            : null;

    /// <summary>Opens them; null if no token can be made.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="gateway">The gateway.</param>
    /// <param name="folder">The workspace.</param>
    public static GatewayConnection? Open(HostEnvironment host, RegisteredGateway gateway, FolderPath folder)
    {
        var tokens = new TokenStore(host);
        return tokens.Make(GatewayHost.LocalTenant, folder, Limit) is { Token: { } token } ? new(gateway.Url, tokens, token) : null;
    }

    /// <summary>The models.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<ListModelsResult?> ModelsAsync(CancellationToken cancellationToken) =>
        AskAsync(new(HttpMethod.Get, "/api/models"), WireJson.Default.ListModelsResult, cancellationToken);

    /// <summary>The session's counts.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<StatsInfo?> StatusAsync(CancellationToken cancellationToken) =>
        AskAsync(new(HttpMethod.Get, "/api/status"), WireJson.Default.StatsInfo, cancellationToken);

    /// <summary>Switches the session.</summary>
    /// <param name="parameters">To which model.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<SwitchModelResult?> SwitchAsync(SwitchModelParams parameters, CancellationToken cancellationToken) =>
        AskAsync(
            Post("/api/switch", parameters, WireJson.Default.SwitchModelParams),
            WireJson.Default.SwitchModelResult,
            cancellationToken
        );

    /// <summary>Routes a task.</summary>
    /// <param name="parameters">The task.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<DecisionInfo?> RouteAsync(RouteParams parameters, CancellationToken cancellationToken) =>
        AskAsync(Post("/api/route", parameters, WireJson.Default.RouteParams), WireJson.Default.DecisionInfo, cancellationToken);

    /// <summary>A link to the page.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<string?> PageAsync(CancellationToken cancellationToken) =>
        (
            await AskAsync(new(HttpMethod.Post, "/api/page"), RegisteredGatewayJson.Default.PageLink, cancellationToken)
                .ConfigureAwait(false)
        )?.Page;

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        tokens.Remove(token);
    }

    private static HttpRequestMessage Post<T>(string path, T parameters, JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, path) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(parameters, type)) };

    private async Task<T?> AskAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using (request)
        {
            try
            {
                using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                return response.IsSuccessStatusCode ? JsonSerializer.Deserialize(body, type) : null;
            }
            catch (Exception failed)
                when (failed is HttpRequestException or JsonException
                    || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                return null;
            }
        }
    }
}

/// <summary>What <c>POST /api/page</c> answers.</summary>
/// <param name="Page">The link.</param>
internal sealed record PageLink(string Page);
