using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>Parameters of <c>route</c>. Exactly one of <see cref="Task"/>, <see cref="Messages"/> and <see cref="Body"/>.</summary>
public sealed record RouteParams : SessionParams
{
    /// <summary>The task as plain text.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Task { get; init; }

    /// <summary>Chat messages.</summary>
    public JsonElement? Messages { get; init; }

    /// <summary>A whole chat-completions, Responses or Anthropic Messages request.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>True where images are present; detection may find them as well.</summary>
    public bool? Images { get; init; }

    /// <summary>True where tools are offered; detection may find them as well.</summary>
    public bool? Tools { get; init; }

    /// <summary>The input's size in tokens, where known.</summary>
    public int? InputTokens { get; init; }

    /// <summary>The conversation this turn belongs to.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? ConversationId { get; init; }

    /// <summary>The only models that may be chosen.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>Do not read the cache, join a classification or store one.</summary>
    public bool? NoCache { get; init; }

    /// <summary>The token under which a slow route reports its progress: a string or an integer of the client's choice.</summary>
    public JsonElement? WorkDoneToken { get; init; }
}

/// <summary>One line of a decision's explanation.</summary>
/// <param name="Slug">The model.</param>
/// <param name="Score">Its score, 0..1.</param>
/// <param name="Cost">Its cost, in the catalog's unit.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Rejection">Why it was not considered.</param>
/// <param name="Strength">The strength that the score rests on, 0..1, of at most three decimals; absent if it rests on none.</param>
/// <param name="StrengthSource">Where the strength comes from; present with the strength.</param>
public sealed record CandidateInfo(
    string Slug,
    double? Score,
    double Cost,
    Verdict Verdict,
    Rejection? Rejection,
    double? Strength = null,
    StrengthSource? StrengthSource = null
);

/// <summary>What the request is expected to cost, in US dollars.</summary>
/// <param name="InputTokens">The input, estimated.</param>
/// <param name="OutputTokens">A stated guess: the model's limit, at most 1,000.</param>
/// <param name="Cost">With the chosen model.</param>
/// <param name="BaselineCost">With the strongest eligible candidate.</param>
/// <param name="Saved">The difference.</param>
public sealed record EstimateInfo(int InputTokens, int OutputTokens, double Cost, double BaselineCost, double Saved);

/// <summary>The embedded scorer answered instead of the configured classifier.</summary>
/// <param name="For">The classifier's model.</param>
/// <param name="Why">Why it did not answer.</param>
public sealed record StandInInfo(string For, StandInReason Why);

/// <summary>A stronger model was chosen than the scores ask for.</summary>
/// <param name="Steps">How many models further up, by strength.</param>
/// <param name="Why">What happened, such as <c>the same test failed three times</c>.</param>
public sealed record RaisedInfo(int Steps, string Why);

/// <summary>The answer of <c>route</c>.</summary>
public sealed record DecisionInfo
{
    /// <summary>Names this decision, for <c>reportOutcome</c>.</summary>
    public required string DecisionId { get; init; }

    /// <summary>The chosen model's slug.</summary>
    public required string Slug { get; init; }

    /// <summary>The name that its provider knows it by.</summary>
    public required string Model { get; init; }

    /// <summary>The wire shape of its endpoint.</summary>
    public required string Provider { get; init; }

    /// <summary>The origin of the decision.</summary>
    public required DecisionSource Source { get; init; }

    /// <summary>Why the embedded scorer answered instead of the configured classifier; absent if it did not.</summary>
    public StandInInfo? StandIn { get; init; }

    /// <summary>True if the latest message is a follow-up, so that the task that it continues was judged; absent otherwise.</summary>
    public bool? Continues { get; init; }

    /// <summary>Why a stronger model was chosen than the scores ask for; absent if it was not.</summary>
    public RaisedInfo? Raised { get; init; }

    /// <summary>The decision in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The chosen model's score.</summary>
    public double? Score { get; init; }

    /// <summary>The lowest score that is good enough.</summary>
    public double? Threshold { get; init; }

    /// <summary>Every candidate, the chosen one first, the rejected last.</summary>
    public required IReadOnlyList<CandidateInfo> Candidates { get; init; }

    /// <summary>How many candidates are left out: <c>status</c> shows the first 20 of each decision. Absent for none.</summary>
    public int? CandidatesOmitted { get; init; }

    /// <summary>The cache's key in lower-case hex; absent when pinned.</summary>
    public string? CacheKey { get; init; }

    /// <summary>The generation in which the request was taken.</summary>
    public required long Generation { get; init; }

    /// <summary>From the taking of the request to the decision.</summary>
    public required long ElapsedMicroseconds { get; init; }

    /// <summary>What it is expected to cost; absent if prices are missing.</summary>
    public EstimateInfo? Estimated { get; init; }
}

/// <summary>Why there was no answer, as a client reports it.</summary>
public enum OutcomeError
{
    /// <summary>The time ran out.</summary>
    Timeout,

    /// <summary>The connection failed.</summary>
    Network,
}

/// <summary>Parameters of <c>reportOutcome</c>.</summary>
public sealed record ReportOutcomeParams : SessionParams
{
    /// <summary>The model that was called.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Slug { get; init; }

    /// <summary>The decision that led to the call.</summary>
    public string? DecisionId { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was no answer.</summary>
    public OutcomeError? Error { get; init; }

    /// <summary>How long the model asked to wait, in seconds.</summary>
    public double? RetryAfterSeconds { get; init; }

    /// <summary>
    /// The header <c>Retry-After</c> as received, in seconds or as an HTTP date, if the field for seconds is absent. Anything else counts
    /// as absent.
    /// </summary>
    public JsonElement? RetryAfter { get; init; }
}

/// <summary>The answer of <c>reportOutcome</c>.</summary>
/// <param name="Availability">Whether the model can be used now.</param>
public sealed record ReportOutcomeResult(AvailabilityInfo Availability);
