using System.Text.Json.Serialization;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>Parameters of every method that needs no more than its session.</summary>
public record SessionParams
{
    /// <summary>Names the session: a URI or a path; absent for the connection's first folder, or its folderless session.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? WorkspaceFolder { get; init; }
}

/// <summary>The answer of <c>listModels</c>.</summary>
public sealed record ListModelsResult
{
    /// <summary>The active model's slug.</summary>
    public required string Active { get; init; }

    /// <summary>The session's generation.</summary>
    public required long Generation { get; init; }

    /// <summary>Auto first, if the router is on; then the catalog's models in its order.</summary>
    public required IReadOnlyList<ModelInfo> Models { get; init; }

    /// <summary>Where the models come from, and the problems there.</summary>
    public required CatalogInfo Catalog { get; init; }
}

/// <summary>The catalog in force.</summary>
/// <param name="Version">The version of the catalog in force, from 1. Every change raises it.</param>
/// <param name="Sources">The files it was read from, or <c>embedded</c>.</param>
/// <param name="UserFile">Where the person's own catalog is, or would be; absent if the machine has no folder for it.</param>
/// <param name="Problems">What is wrong.</param>
public sealed record CatalogInfo(long Version, IReadOnlyList<string> Sources, string? UserFile, IReadOnlyList<ProblemInfo> Problems);

/// <summary>A problem in a catalog or in settings.</summary>
public sealed record ProblemInfo
{
    /// <summary>A stable name for the kind of problem.</summary>
    public required string Code { get; init; }

    /// <summary>How serious it is.</summary>
    public required ProblemSeverity Severity { get; init; }

    /// <summary>What is wrong and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The file, or <c>settings</c>, <c>session</c>, <c>embedded</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The place in the document, such as <c>models[2].pricing</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Zero-based line.</summary>
    public int? Line { get; init; }

    /// <summary>Zero-based column in UTF-16 code units.</summary>
    public int? Column { get; init; }

    /// <summary>Zero-based line on which the place ends.</summary>
    public int? EndLine { get; init; }

    /// <summary>Zero-based column after the place, in UTF-16 code units.</summary>
    public int? EndColumn { get; init; }
}

/// <summary>Where a model's row starts, in the first of the catalog's sources.</summary>
/// <param name="Line">Zero-based line.</param>
/// <param name="Column">Zero-based column in UTF-16 code units.</param>
public readonly record struct PositionInfo(int Line, int Column);

/// <summary>Whether a row is a model or Auto.</summary>
public enum ModelKind
{
    /// <summary>A model of the catalog.</summary>
    Model,

    /// <summary>Auto: each task is routed.</summary>
    Auto,
}

/// <summary>Where a model's key comes from. It never contains the key.</summary>
/// <param name="Kind">The kind of reference.</param>
/// <param name="Name">The variable, secret or file it names; absent if it names none.</param>
public sealed record CredentialInfo(CredentialKind Kind, string? Name = null);

/// <summary>Prices in US dollars per million tokens.</summary>
/// <param name="Input">Input.</param>
/// <param name="CachedInput">Input read from the provider's cache; absent if not stated.</param>
/// <param name="Output">Output.</param>
public sealed record PricingInfo(double Input, double? CachedInput, double Output);

/// <summary>Whether a model can be used now.</summary>
/// <param name="State">The state.</param>
/// <param name="Checked">True if it was seen to be available; else absent.</param>
/// <param name="Until">When it comes back by itself, UTC.</param>
/// <param name="Code">Why its key cannot be used; absent in every other state.</param>
/// <param name="Reason">Why, for a person.</param>
public sealed record AvailabilityInfo(
    AvailabilityState State,
    bool? Checked = null,
    DateTime? Until = null,
    CredentialFault? Code = null,
    string? Reason = null
);

/// <summary>One model as a person may see it, without keys and header values.</summary>
public sealed record ModelInfo
{
    /// <summary>Its name here.</summary>
    public required string Slug { get; init; }

    /// <summary>The name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether it is a model or Auto.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Where its key comes from.</summary>
    public required CredentialInfo Credential { get; init; }

    /// <summary>The wire shape of its endpoint; <c>shim</c> for Auto.</summary>
    public required string Provider { get; init; }

    /// <summary>The name that the provider knows it by; Auto's own slug for Auto.</summary>
    public required string Model { get; init; }

    /// <summary>The largest input, in tokens.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The longest reply, in tokens.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Whether it reads images.</summary>
    public required bool SupportsImages { get; init; }

    /// <summary>Whether it calls tools.</summary>
    public required bool SupportsTools { get; init; }

    /// <summary>The cost that orders candidates, in the catalog's unit.</summary>
    public required double Cost { get; init; }

    /// <summary>Prices.</summary>
    public PricingInfo? Pricing { get; init; }

    /// <summary>What it is strong and weak at.</summary>
    public string? Card { get; init; }

    /// <summary>False if Auto may not choose it; else absent.</summary>
    public bool? Candidate { get; init; }

    /// <summary>Where its row starts; absent for Auto.</summary>
    public PositionInfo? Position { get; init; }

    /// <summary>Whether it is the active one.</summary>
    public required bool Active { get; init; }

    /// <summary>Whether it can be used now.</summary>
    public required AvailabilityInfo Availability { get; init; }
}

/// <summary>Parameters of <c>switchModel</c>.</summary>
public sealed record SwitchModelParams : SessionParams
{
    /// <summary>The model, or Auto, to make active.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Slug { get; init; }

    /// <summary>Whether to remember it for this workspace; true unless stated.</summary>
    public bool? Persist { get; init; }

    /// <summary>Whether it also becomes the model of every workspace in which none was chosen; false unless stated.</summary>
    public bool? Everywhere { get; init; }
}

/// <summary>The answer of <c>switchModel</c>.</summary>
/// <param name="Active">What is active now.</param>
/// <param name="Previous">What was active before.</param>
/// <param name="Generation">The session's new generation.</param>
/// <param name="Evicted">How many cached entries were dropped.</param>
public sealed record SwitchModelResult(string Active, string Previous, long Generation, int Evicted);
