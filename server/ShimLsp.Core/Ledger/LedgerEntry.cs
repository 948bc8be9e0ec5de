using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Ledger;

/// <summary>What a call to a model was for.</summary>
public enum CallPurpose
{
    /// <summary>A turn of a conversation.</summary>
    Chat,

    /// <summary>Scores for a decision.</summary>
    Classification,

    /// <summary>A person's question whether the model answers.</summary>
    Probe,
}

/// <summary>How a call to a model ended.</summary>
public enum CallOutcome
{
    /// <summary>The model answered.</summary>
    Answered,

    /// <summary>The model refused, failed, or broke off.</summary>
    Failed,

    /// <summary>The client was gone, or no longer wanted the answer.</summary>
    Cancelled,
}

/// <summary>One call to one model, with everything that statistics need of it. It has no text, no key and no address.</summary>
public sealed record LedgerEntry
{
    /// <summary>When it ended.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>What it was for.</summary>
    public required CallPurpose Purpose { get; init; }

    /// <summary>The model that was asked.</summary>
    public required ModelSlug Model { get; init; }

    /// <summary>What its provider calls the model; null if that is not known.</summary>
    public string? ModelName { get; init; }

    /// <summary>The protocol by which it was asked.</summary>
    public required ModelProvider Provider { get; init; }

    /// <summary>The origin of the decision for that model; null if there was none.</summary>
    public DecisionSource? Source { get; init; }

    /// <summary>Which call this is for the same turn, from 1. A second one took over from a model that failed.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How it ended.</summary>
    public required CallOutcome Outcome { get; init; }

    /// <summary>The HTTP status; null if there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>What happened instead of an answer; null if there was one, or it was not awaited.</summary>
    public NoAnswer? NoAnswer { get; init; }

    /// <summary>The tokens that it used; null if they are not known.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Whether the tokens are estimated, because the provider did not count them.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>What it cost, in US dollars; null if the prices or the tokens are not known.</summary>
    public double? Cost { get; init; }

    /// <summary>What the strongest candidate would have cost more, in US dollars; 0 if that is not known.</summary>
    public double Saved { get; init; }

    /// <summary>From the request to the first piece of the reply; null if there was none, or it was not seen.</summary>
    public TimeSpan? FirstPiece { get; init; }

    /// <summary>From the request to the end.</summary>
    public required TimeSpan Elapsed { get; init; }
}
