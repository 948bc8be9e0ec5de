using System.Text.Json.Serialization;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Lsp.Messages;

/// <summary>The argument of <c>shim.probe</c> and <c>shim.fetchModels</c>, as a program gives it.</summary>
internal sealed record OneModelParams : SessionParams
{
    /// <summary>The model; the active one if it is absent.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Slug { get; init; }
}

/// <summary>The answer of <c>shim.probe</c>: the model answered.</summary>
/// <param name="Slug">The model.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Cost">What the call cost, in US dollars; absent if that is not known.</param>
internal sealed record ProbedModel(string Slug, long Milliseconds, double? Cost);

/// <summary>The answer of <c>shim.fetchModels</c>: the endpoint listed its models.</summary>
/// <param name="Slug">The row that was asked with.</param>
/// <param name="Endpoint">Scheme, host and port.</param>
/// <param name="Models">How many models are proposed now.</param>
/// <param name="Left">How many more the list has; absent for none.</param>
/// <param name="Unreadable">How many entries are not a model with a usable name; absent for none.</param>
internal sealed record FetchedModels(string Slug, string Endpoint, int Models, int? Left, int? Unreadable);
