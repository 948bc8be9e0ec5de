using System.Text.Json.Serialization;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Doctor.Probing;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary>What <c>doctor</c> found. <c>--json</c> writes it as it is; <see cref="DoctorView"/> shows it to a person.</summary>
internal sealed record DoctorReport
{
    /// <summary>Whether Auto has a model to choose. The exit code depends on it.</summary>
    public required bool CanRoute { get; init; }

    /// <summary>Whether the catalog has errors. The exit code depends on it.</summary>
    [JsonIgnore]
    public bool HasErrors => Problems.Any(problem => problem.Severity is ProblemSeverity.Error);

    /// <summary>The same as a sentence, with the reason.</summary>
    public required string Verdict { get; init; }

    /// <summary>The workspace's folder.</summary>
    public required string Workspace { get; init; }

    /// <summary>Every place that a catalog can come from, in the order of the search.</summary>
    public required IReadOnlyList<LayerReport> Layers { get; init; }

    /// <summary>What is wrong in the catalog and with what is remembered.</summary>
    public required IReadOnlyList<ProblemInfo> Problems { get; init; }

    /// <summary>The models, in the catalog's order; empty if it cannot be read.</summary>
    public required IReadOnlyList<ModelReport> Models { get; init; }

    /// <summary>How Auto chooses; null if the catalog cannot be read.</summary>
    public required RouterReport? Router { get; init; }

    /// <summary>Where tasks go.</summary>
    public required ActiveReport Active { get; init; }

    /// <summary>Where things are remembered.</summary>
    public required StateReport State { get; init; }

    /// <summary>What became of the probes; null without <c>--probe</c>.</summary>
    public ProbesReport? Probes { get; init; }

    /// <summary>What to do, the most useful first; empty if nothing needs doing.</summary>
    public required IReadOnlyList<NextStep> Next { get; init; }
}

/// <summary>What became of one layer.</summary>
internal enum LayerState
{
    /// <summary>Its catalog is used.</summary>
    InForce,

    /// <summary>Nothing names it.</summary>
    NotGiven,

    /// <summary>It exists only in editors.</summary>
    NotApplicable,

    /// <summary>Nothing is there.</summary>
    Absent,

    /// <summary>The file exists, and you have not trusted this version of it.</summary>
    Untrusted,

    /// <summary>The file cannot be read. The search ends there.</summary>
    Unreadable,

    /// <summary>The search ended before it.</summary>
    NotReached,
}

/// <summary>One place that a catalog can come from.</summary>
/// <param name="Layer">Which.</param>
/// <param name="State">What became of it.</param>
/// <param name="Path">The file; null if none is named or known.</param>
/// <param name="Note">Why, in a few words; null if the state says it all.</param>
internal sealed record LayerReport(CatalogLayer Layer, LayerState State, string? Path, string? Note);

/// <summary>One model. Never a key.</summary>
/// <param name="Slug">Its name here.</param>
/// <param name="Provider">The wire shape of its endpoint.</param>
/// <param name="Model">The name that the provider knows it by.</param>
/// <param name="Endpoint">Scheme, host and port.</param>
/// <param name="Candidate">Whether Auto may choose it.</param>
/// <param name="Cost">What orders candidates, in the catalog's unit.</param>
/// <param name="Credential">Where its key comes from.</param>
/// <param name="Ready">Whether it has its key or needs none. Its endpoint may still not answer.</param>
/// <param name="Missing">What is missing and what to do; null if nothing is.</param>
internal sealed record ModelReport(
    string Slug,
    string Provider,
    string Model,
    string Endpoint,
    bool Candidate,
    double Cost,
    CredentialInfo Credential,
    bool Ready,
    string? Missing
);

/// <summary>How Auto chooses.</summary>
/// <param name="Enabled">Whether Auto exists.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="Threshold">The lowest score that is good enough.</param>
/// <param name="Classifier">The model that scores; null for the embedded scorer.</param>
/// <param name="Default">The model that is taken without a usable score; null if none is named.</param>
/// <param name="Cache">Whether decisions are remembered.</param>
/// <param name="CacheCapacity">How many.</param>
/// <param name="CacheTtlSeconds">For how long; null for no limit.</param>
/// <param name="Affinity"><c>conversation</c> or <c>none</c>.</param>
/// <param name="Escalation"><c>on</c> or <c>off</c>.</param>
/// <param name="Learning"><c>on</c> or <c>off</c>.</param>
internal sealed record RouterReport(
    bool Enabled,
    string Slug,
    double Threshold,
    string? Classifier,
    string? Default,
    bool Cache,
    int CacheCapacity,
    double? CacheTtlSeconds,
    Affinity Affinity,
    Escalation Escalation,
    Learning Learning
);

/// <summary>The active model.</summary>
/// <param name="Slug">Auto's slug, or a model's.</param>
/// <param name="IsAuto">Whether each task is routed.</param>
/// <param name="Remembered">What was chosen for this workspace; null for nothing.</param>
/// <param name="RememberedIn">The file that says so; null if nothing was chosen.</param>
internal sealed record ActiveReport(string Slug, bool IsAuto, string? Remembered, string? RememberedIn);

/// <summary>The state folder.</summary>
/// <param name="Folder">The folder; null if none is known.</param>
/// <param name="Exists">Whether it is there. It is made when there is something to remember.</param>
/// <param name="Writable">Whether something can be remembered.</param>
/// <param name="Private">Whether only its owner can enter it; null if it does not exist, or on Windows.</param>
/// <param name="Problem">Why it is not writable; null if it is.</param>
internal sealed record StateReport(string? Folder, bool Exists, bool Writable, bool? Private, string? Problem);
