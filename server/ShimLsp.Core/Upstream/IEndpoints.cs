using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>
/// Asks endpoints that no catalog names yet, each with the key that the person has just given. This is a port: its implementation speaks
/// each provider's wire shape, and keeps no key after the call.
/// </summary>
public interface IEndpoints
{
    /// <summary>Lists the models of an endpoint. One request, without retries.</summary>
    /// <param name="endpoint">A row with the provider and the address. Its model does not matter.</param>
    /// <param name="key">The key; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UpstreamException">There is no list, or it cannot be read.</exception>
    Task<EndpointModels> ListAsync(ModelSpec endpoint, string? key, CancellationToken cancellationToken);

    /// <summary>Sends a model the smallest real question. The answer is not looked at.</summary>
    /// <param name="model">The row of the model.</param>
    /// <param name="key">The key; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UpstreamException">The model did not answer.</exception>
    Task TestAsync(ModelSpec model, string? key, CancellationToken cancellationToken);
}

/// <summary>The models that an endpoint lists.</summary>
/// <param name="Models">The models, by name, each once.</param>
/// <param name="Left">How many readable ones are left out, since the list is too long to show.</param>
/// <param name="Unreadable">How many entries are not a model with a usable name.</param>
public sealed record EndpointModels(ImmutableArray<EndpointModel> Models, int Left, int Unreadable);

/// <summary>
/// What is known of a model that an endpoint lists: what the list states, and what the embedded sample knows of the same model at its
/// provider's own address.
/// </summary>
/// <param name="Model">The name that the provider knows it by. It has no control or invisible characters.</param>
public sealed record EndpointModel(string Model)
{
    /// <summary>The name for people; null if none is stated.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The largest input, in tokens; null if that is not known.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The longest reply, in tokens; null if that is not known.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Prices in US dollars per million tokens; null if they are not known.</summary>
    public Pricing? Pricing { get; init; }

    /// <summary>Whether it reads images; null if that is not known.</summary>
    public bool? SupportsImages { get; init; }

    /// <summary>Whether it calls tools; null if that is not known.</summary>
    public bool? SupportsTools { get; init; }
}
