using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>What a process of the person asks a gateway of this machine for. An answer that does not come, or an error, is null.</summary>
internal sealed class GatewayConnection : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient client;
    private readonly Action endToken;

    private GatewayConnection(string url, string token, Action endToken)
    {
        (Url, Token, this.endToken) = (url, token, endToken);
        client = GatewayClient.Connect(url, Limit);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Where the gateway listens.</summary>
    public string Url { get; }

    /// <summary>The token.</summary>
    public string Token { get; }

    /// <summary>Connects with a token that there is.</summary>
    /// <param name="url">The gateway.</param>
    /// <param name="token">The token.</param>
    public static GatewayConnection Of(string url, string token) => new(url, token, static () => { });

    /// <summary>Connects with a token of its own, which ends with the connection.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="gateway">The gateway.</param>
    /// <param name="folder">The workspace.</param>
    /// <param name="life">The token ends after this time even if this process cannot end it; null for the time of one answer.</param>
    /// <returns>Null if no token can be made.</returns>
    public static GatewayConnection? Open(HostEnvironment host, RegisteredGateway gateway, FolderPath folder, TimeSpan? life = null)
    {
        var tokens = new TokenStore(host);
        return tokens.Make(GatewayHost.LocalTenant, folder, life ?? Limit) is { Token: { } token }
            ? new(gateway.Url, token, () => tokens.Remove(token))
            : null;
    }

    /// <summary>The models.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<ListModelsResult?> ModelsAsync(CancellationToken cancellationToken) =>
        AskAsync(new(HttpMethod.Get, "/api/models"), WireJson.Default.ListModelsResult, cancellationToken);

    /// <summary>The session's counts.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<StatsInfo?> StatusAsync(CancellationToken cancellationToken) =>
        AskAsync(new(HttpMethod.Get, "/api/status"), WireJson.Default.StatsInfo, cancellationToken);

    /// <summary>What the requests with this token did.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<SpendingInfo?> UsageAsync(CancellationToken cancellationToken) =>
        AskAsync(new(HttpMethod.Get, "/api/usage"), SpendingJson.Default.SpendingInfo, cancellationToken);

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

    /// <summary>Gives feedback on a decision.</summary>
    /// <param name="parameters">The decision and the verdict, or the wish to reset.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ContractException">The gateway has no such decision.</exception>
    public async Task<FeedbackInfo?> FeedbackAsync(FeedbackParams parameters, CancellationToken cancellationToken)
    {
        var request = Post("/api/feedback", parameters, WireJson.Default.FeedbackParams);
        var (isSuccess, body) = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        return isSuccess ? Read(body, WireJson.Default.FeedbackInfo)
            : Read(body, RegisteredGatewayJson.Default.ApiFailure)?.Error?.Code is (int)ContractErrorCode.UnknownDecision
                ? throw ContractErrors.UnknownDecision(parameters.DecisionId!)
            : null;
    }

    /// <summary>A link to the page.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<string?> PageAsync(CancellationToken cancellationToken) =>
        (
            await AskAsync(new(HttpMethod.Post, "/api/page"), RegisteredGatewayJson.Default.PageLink, cancellationToken)
                .ConfigureAwait(false)
        )?.Page;

    /// <summary>The text at a path.</summary>
    /// <param name="path">The path and the query.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<string?> TextAsync(string path, CancellationToken cancellationToken) =>
        await SendAsync(new(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false) is { } body
            ? Encoding.UTF8.GetString(body)
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        endToken();
    }

    private static HttpRequestMessage Post<T>(string path, T parameters, JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, path) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(parameters, type)) };

    private async Task<T?> AskAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => await SendAsync(request, cancellationToken).ConfigureAwait(false) is { } body ? Read(body, type) : null;

    private static T? Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<byte[]?> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await ExchangeAsync(request, cancellationToken).ConfigureAwait(false) is (true, var body) ? body : null;

    /// <summary>Sends a request. No answer is no success, with an empty body.</summary>
    private async Task<(bool IsSuccess, byte[] Body)> ExchangeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            try
            {
                using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                return (response.IsSuccessStatusCode, body);
            }
            catch (Exception failed)
                when (failed is HttpRequestException || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                return (false, []);
            }
        }
    }
}

/// <summary>What <c>POST /api/page</c> answers.</summary>
/// <param name="Page">The link.</param>
internal sealed record PageLink(string Page);

/// <summary>An error of <c>/api/*</c>.</summary>
/// <param name="Error">Its parts.</param>
internal sealed record ApiFailure(ApiFailureDetail? Error);

/// <summary>What a process of the person reads of an error.</summary>
/// <param name="Code">The contract's code.</param>
internal sealed record ApiFailureDetail(int Code);
