using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>The methods about endpoints that no catalog names yet. They belong to no session.</summary>
/// <param name="endpoints">Asks them.</param>
/// <param name="clock">Time.</param>
internal sealed class EndpointMethods(IEndpoints endpoints, TimeProvider clock)
{
    private const int LongestModel = 500;

    // The list has none: a row needs one to be read.
    private const string AnyModel = "any";

    /// <summary>Lists an endpoint's models.</summary>
    /// <param name="parameters">The endpoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ListEndpointModelsResult> ListAsync(EndpointParams? parameters, CancellationToken cancellationToken)
    {
        var (row, key) = (RowOf(parameters, AnyModel), KeyOf(parameters));
        try
        {
            var list = await endpoints.ListAsync(row, key, cancellationToken).ConfigureAwait(false);
            return new([.. list.Models.Select(ToInfo)], Some(list.Left), Some(list.Unreadable));
        }
        catch (UpstreamException failed)
        {
            throw NoList(failed);
        }
    }

    /// <summary>The error for an endpoint that did not list its models.</summary>
    /// <param name="failed">What happened instead.</param>
    /// <param name="about">What the message begins with.</param>
    public static ContractException NoList(UpstreamException failed, string about = "") =>
        ContractErrors.EndpointFailed(
            failed.Outcome,
            about
                + (
                    failed.Outcome.Status is (404 or 405 or 501) and var status
                        ? $"This address lists no models ({status}). Check the address, or type the name of the model."
                        : failed.Message
                )
        );

    /// <summary>Sends a model the smallest real question.</summary>
    /// <param name="parameters">The endpoint and the model.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<TestModelResult> TestAsync(TestModelParams? parameters, CancellationToken cancellationToken)
    {
        var model = parameters?.Model;
        if (string.IsNullOrWhiteSpace(model) || model.Length > LongestModel)
        {
            throw ContractErrors.InvalidParams("model", $"is required: 1 to {LongestModel} characters.");
        }

        var (row, key) = (RowOf(parameters, model), KeyOf(parameters));
        var started = clock.GetTimestamp();
        try
        {
            await endpoints.TestAsync(row, key, cancellationToken).ConfigureAwait(false);
            return new((long)clock.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (UpstreamException failed)
        {
            throw ContractErrors.EndpointFailed(failed.Outcome, failed.Message);
        }
    }

    /// <summary>The row that a catalog would have, read as a catalog's: its rules of addresses are these.</summary>
    private static ModelSpec RowOf(EndpointParams? parameters, string model)
    {
        if (parameters?.Provider is not { } provider || ModelProviderNames.Parse(provider) is null)
        {
            throw ContractErrors.InvalidParams("provider", $"is required: one of {string.Join(", ", ModelProviderNames.All)}.");
        }

        var address = string.IsNullOrWhiteSpace(parameters.BaseUrl) ? null : parameters.BaseUrl;
        var text = $$"""
            [ { "slug": "row", "model": {{Quoted(model)}}, "provider": {{Quoted(provider)}}, "base_url": {{(
                address is null ? "null" : Quoted(address)
            )}} } ]
            """;
        return CatalogParser.Parse(Encoding.UTF8.GetBytes(text)).Catalog?.Models is [var row]
            ? row
            : throw ContractErrors.InvalidParams(
                "baseUrl",
                address is null
                    ? "is required: this provider has no address of its own."
                    : "must be an absolute URL that starts with http:// or https://."
            );
    }

    private static string? KeyOf(EndpointParams? parameters) =>
        parameters?.Secret?.Trim() switch
        {
            null => null,
            { Length: 0 } => throw ContractErrors.InvalidParams("secret", "is empty: give the key, or leave it out."),
            var key when key.AsSpan().ContainsAnyExceptInRange('!', '~') => throw ContractErrors.InvalidParams(
                "secret",
                "contains a character that cannot be sent. Enter it again."
            ),
            var key => key,
        };

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static int? Some(int count) => count == 0 ? null : count;

    private static EndpointModelInfo ToInfo(EndpointModel model) =>
        new()
        {
            Model = model.Model,
            DisplayName = model.DisplayName,
            ContextWindow = model.ContextWindow,
            MaxOutputTokens = model.MaxOutputTokens,
            Pricing = model.Pricing is { } price ? new(price.Input, price.CachedInput, price.Output) : null,
            SupportsImages = model.SupportsImages,
            SupportsTools = model.SupportsTools,
        };
}
