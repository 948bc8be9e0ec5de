using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Escalation;

namespace ShimLsp.Core.Sessions;

/// <summary>Takes the next stronger model if the one at work is stuck. It never takes a weaker one, and never goes up two steps.</summary>
/// <param name="conversations">What each conversation is with.</param>
internal sealed class SessionEscalation(Conversations conversations)
{
    /// <summary>The stronger model that takes a request; null if the pick holds.</summary>
    /// <param name="question">The request.</param>
    /// <param name="eligible">The models that can take it now.</param>
    /// <param name="byScore">The choice by the scores alone.</param>
    /// <param name="pick">The choice with the conversation.</param>
    public ModelSpec? Above(Question question, Eligibility eligible, ModelSlug byScore, Choice pick)
    {
        if (question.Raise is not { } raise || pick.Fallback)
        {
            return null;
        }

        var ladder = new Ladder(question.At.Catalog.Candidates);
        var memory = question.Conversation is { } id ? conversations.Find(id, question.At.Generation) : null;
        var isNew = raise.IsNew && !(memory is { RaisedAt: > 0 and var at } && at == raise.At);
        var isHigherAlready =
            ladder.IsAbove(pick.Model.Slug, byScore) // it was raised before
            || (memory is not null && ladder.IsAbove(pick.Model.Slug, memory.Model)); // the scores leave the model that is stuck
        return isHigherAlready && !(isNew && memory?.Model == pick.Model.Slug) ? null : ladder.NextAbove(pick.Model.Slug, eligible.Now);
    }
}
