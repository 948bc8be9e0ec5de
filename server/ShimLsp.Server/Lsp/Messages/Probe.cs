using System.Text.Json.Serialization;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Lsp.Messages;

/// <summary>The argument of <c>shim.probe</c>, as a program gives it.</summary>
internal sealed record ProbeParams : SessionParams
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
