using System.Collections.Immutable;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Housekeeping;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Sessions;

/// <summary>A turn of a conversation that is to be carried to a model.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Model">The model to ask, or Auto; null for the active one.</param>
/// <param name="ConversationId">The conversation; null for none.</param>
public sealed record ChatTurn(ChatRequest Request, ModelSlug? Model = null, ConversationId? ConversationId = null)
{
    /// <summary>The only models that Auto may choose; null for every candidate of the catalog.</summary>
    public ImmutableArray<ModelSlug>? Candidates { get; init; }

    /// <summary>
    /// Finds out what the client's name for the model stands for, given the session that decides; null if <see cref="Model"/> and <see
    /// cref="Candidates"/> are it.
    /// </summary>
    public Func<SessionSnapshot, (ModelSlug? Model, ImmutableArray<ModelSlug>? Candidates)>? Named { get; init; }

    /// <summary>What the client asks for itself, if something beside the request says so; null to judge by the request.</summary>
    public HousekeepingKind? Housekeeping { get; init; }

    /// <summary>The same with the name looked up.</summary>
    /// <param name="at">The session that decides.</param>
    internal ChatTurn At(SessionSnapshot at)
    {
        if (Named is null)
        {
            return this;
        }

        var (model, candidates) = Named(at);
        return this with { Model = model, Candidates = candidates, Named = null };
    }
}

/// <summary>One model that was asked, and what became of it.</summary>
/// <param name="Slug">The model.</param>
/// <param name="Outcome">What became of the call.</param>
public sealed record ChatAttempt(ModelSlug Slug, Health.Outcome Outcome);

/// <summary>The result of a turn.</summary>
public abstract record ChatResult
{
    private ChatResult() { }

    /// <summary>A model answered.</summary>
    /// <param name="Decision">Which model was chosen, and why. Another may have answered in its place.</param>
    /// <param name="Model">The model that answered.</param>
    /// <param name="Reply">Its reply.</param>
    /// <param name="Cost">What it cost, in US dollars; null if the prices or the usage are not known.</param>
    /// <param name="Attempts">Every model that was asked, in order.</param>
    public sealed record Answered(Decision Decision, ModelSpec Model, ChatReply Reply, double? Cost, ImmutableArray<ChatAttempt> Attempts)
        : ChatResult
    {
        /// <summary>What the strongest candidate would have cost more, in US dollars; 0 if that is not known.</summary>
        public double Saved { get; init; }

        /// <summary>The tokens that it used, as the provider counted them, or else estimated from the length of the text.</summary>
        public required TokenUsage Usage { get; init; }
    }

    /// <summary>No model answered, or the one that did broke off.</summary>
    /// <param name="Decision">Which model was chosen, and why.</param>
    /// <param name="Model">The model that was asked last.</param>
    /// <param name="Message">What went wrong with it and what to do, in our words.</param>
    /// <param name="Partial">What of its reply had been shown; null if nothing was.</param>
    /// <param name="Attempts">Every model that was asked, in order.</param>
    public sealed record Failed(
        Decision Decision,
        ModelSpec Model,
        string Message,
        ChatReply? Partial,
        ImmutableArray<ChatAttempt> Attempts
    ) : ChatResult
    {
        /// <summary>Estimates the request's length in tokens.</summary>
        public required Func<long> InputTokens { get; init; }
    }

    /// <summary>No model was asked.</summary>
    /// <param name="Why">The reason. Never <see cref="RouteResult.Routed"/>.</param>
    public sealed record NotRouted(RouteResult Why) : ChatResult;
}
