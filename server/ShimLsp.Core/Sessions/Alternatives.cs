using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Sessions;

/// <summary>What is left to choose from when the model of a decision does not answer.</summary>
/// <param name="Question">The request.</param>
/// <param name="Sheet">The scores; of nothing where only one model could take it.</param>
/// <param name="Strongest">The most capable of those that could take it: the baseline of what is saved.</param>
internal sealed record Alternatives(Question Question, ScoreSheet Sheet, ModelSpec Strongest)
{
    /// <summary>Scores of nobody.</summary>
    public static ScoreSheet NoScores { get; } = new([], null);
}

/// <summary>A request under way that needs scores, on its own snapshot.</summary>
/// <param name="At">The session when it was taken.</param>
/// <param name="Signal">What was read of it.</param>
/// <param name="Key">Its key in the cache.</param>
/// <param name="Able">Who can take it at all.</param>
/// <param name="Conversation">The conversation whose model is kept; null for none.</param>
/// <param name="IsChat">Whether the model is called next: then one that failed a moment ago is passed over where there is another.</param>
/// <param name="Started">When it was taken, a timestamp of the session's clock.</param>
internal sealed record Question(
    SessionSnapshot At,
    TaskSignal Signal,
    RouteKey Key,
    Eligibility Able,
    string? Conversation,
    bool IsChat,
    long Started
);
