using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers.Endpoints;

/// <summary>Asks endpoints over the connections that all share, by the rules of every other call: proxies, redirects, limits.</summary>
/// <param name="providers">Asks models.</param>
/// <param name="connections">The connections.</param>
/// <param name="clock">Time.</param>
/// <param name="memory">The memory that all replies share.</param>
/// <param name="known">The models that the program knows without being told.</param>
internal sealed class EndpointCalls(
    ModelProviders providers,
    Connections connections,
    TimeProvider clock,
    ReplyMemory memory,
    Lazy<ImmutableArray<ModelSpec>> known
) : IEndpoints
{
    // A list that takes longer keeps a person in front of a dialog. The longest real one has about 2 MB.
    private static readonly CallLimits Limits = new() { Whole = TimeSpan.FromSeconds(15), MostReplyBytes = 16 << 20 };

    /// <inheritdoc/>
    public Task<EndpointModels> ListAsync(ModelSpec endpoint, string? key, CancellationToken cancellationToken) =>
        ListAsync(endpoint, new CallCredentials(key, []), cancellationToken);

    /// <summary>Lists the models of an endpoint. One request, without retries.</summary>
    /// <param name="endpoint">A row with the provider and the address. Its model does not matter.</param>
    /// <param name="credentials">The key and the headers to send.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UpstreamException">There is no list, or it cannot be read.</exception>
    public async Task<EndpointModels> ListAsync(ModelSpec endpoint, CallCredentials credentials, CancellationToken cancellationToken)
    {
        using var call = new Call(endpoint, credentials, streams: false, Limits, clock, cancellationToken);
        using var share = memory.Open();
        try
        {
            using var response = await CallSender.SendAsync(call, connections, ListAddress.Of(endpoint), null, []).ConfigureAwait(false);
            var raw = await response.Content.ReadAsStreamAsync(call.Token).ConfigureAwait(false);
            var body = new MeteredStream(ReplyEncoding.Decode(response, raw) ?? throw ConnectionFailure.UnknownEncoding(), call, share);
            await using var closing = body.ConfigureAwait(false);
            var length = response.Content.Headers.ContentLength;
            using var whole = await ReplyBody.ReadAsync(body, length, Limits.MostReplyBytes, call.Token).ConfigureAwait(false);
            call.Rest();
            var list = ListReader.Read(whole.Bytes);
            return list with { Models = [.. list.Models.Select(model => Completed(endpoint, model))] };
        }
        catch (Exception failure) // a library's message may quote the reply
        {
            throw call.Explain(failure);
        }
    }

    /// <inheritdoc/>
    public Task TestAsync(ModelSpec model, string? key, CancellationToken cancellationToken) =>
        ProbeCall.AskAsync(providers.UpstreamWith(new GivenKey(key)), model, clock, cancellationToken);

    /// <summary>The model with what the sample knows of it. That is of the provider's own address: others have their own prices.</summary>
    private EndpointModel Completed(ModelSpec endpoint, EndpointModel model)
    {
        var row = known.Value.FirstOrDefault(row =>
            row.Provider == endpoint.Provider
            && row.BaseUrl == endpoint.BaseUrl
            && string.Equals(row.Model, model.Model, StringComparison.Ordinal)
        );
        return model with
        {
            DisplayName = model.DisplayName ?? row?.DisplayName,
            ContextWindow = model.ContextWindow ?? row?.ContextWindow,
            MaxOutputTokens = model.MaxOutputTokens ?? row?.MaxOutputTokens,
            Pricing = model.Pricing ?? row?.Pricing ?? (IsOfThisMachine(endpoint, model) ? new Pricing(0, null, 0) : null),
            SupportsImages = model.SupportsImages ?? row?.SupportsImages,
            SupportsTools = model.SupportsTools ?? row?.SupportsTools,
        };
    }

    // Ollama passes on models with such names to its own hosted service.
    private static bool IsOfThisMachine(ModelSpec endpoint, EndpointModel model) =>
        endpoint is { Provider: ModelProvider.Ollama, BaseUrl.IsLoopback: true }
        && !model.Model.EndsWith("-cloud", StringComparison.Ordinal)
        && !model.Model.EndsWith(":cloud", StringComparison.Ordinal);

    private sealed class GivenKey(string? key) : IKeys
    {
        public CallCredentials Read(ModelSpec model) => new(key, []);
    }
}
