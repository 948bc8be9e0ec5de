using System.Text.Json.Serialization;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>An endpoint that a person has just typed or confirmed. Parameters of <c>listEndpointModels</c>.</summary>
public record EndpointParams : SessionParams
{
    /// <summary>The wire shape: <c>openai</c>, <c>anthropic</c>, <c>ollama</c> or <c>generic-chat-completion-api</c>.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Provider { get; init; }

    /// <summary>Its base URL as in a catalog; absent for the provider's own.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? BaseUrl { get; init; }

    /// <summary>The key, for this call alone; absent for none.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Secret { get; init; }

    /// <summary>No member: a record would print them, and the key and the address are among them.</summary>
    public sealed override string ToString() => nameof(EndpointParams);
}

/// <summary>Parameters of <c>testModel</c>.</summary>
public sealed record TestModelParams : EndpointParams
{
    /// <summary>The name that the provider knows the model by.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Model { get; init; }
}

/// <summary>The answer of <c>checkLocalEndpoints</c>.</summary>
/// <param name="Checked">The models whose endpoints were looked at.</param>
public sealed record CheckLocalEndpointsResult(IReadOnlyList<string> Checked);

/// <summary>The answer of <c>listEndpointModels</c>.</summary>
/// <param name="Models">The models, by name, at most 10,000.</param>
/// <param name="Left">How many more the endpoint lists; absent for none.</param>
/// <param name="Unreadable">How many entries of its list are not a model with a usable name; absent for none.</param>
public sealed record ListEndpointModelsResult(IReadOnlyList<EndpointModelInfo> Models, int? Left, int? Unreadable);

/// <summary>A model that an endpoint lists. Every field but the name is absent if it is not known.</summary>
public sealed record EndpointModelInfo
{
    /// <summary>The name that the provider knows it by.</summary>
    public required string Model { get; init; }

    /// <summary>The name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The largest input, in tokens.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The longest reply, in tokens.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Prices.</summary>
    public PricingInfo? Pricing { get; init; }

    /// <summary>Whether it reads images.</summary>
    public bool? SupportsImages { get; init; }

    /// <summary>Whether it calls tools.</summary>
    public bool? SupportsTools { get; init; }
}

/// <summary>The answer of <c>testModel</c>: the model answered.</summary>
/// <param name="Milliseconds">How long it took.</param>
public sealed record TestModelResult(long Milliseconds);

/// <summary>The data of error 1007.</summary>
/// <param name="Status">The HTTP status, or what happened instead of an answer.</param>
public sealed record EndpointFailedData(AttemptStatus Status) : ErrorData;
