using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions.Together;

/// <summary>
/// Reads what other gateways have for a request, in one round trip, and puts it where the session looks for it. Then the session decides as
/// it does alone.
/// </summary>
/// <param name="sharing">Keeps the session in step.</param>
/// <param name="routing">Reads requests.</param>
/// <param name="cache">Scores.</param>
/// <param name="conversations">What each conversation is with.</param>
/// <param name="spending">What the session may spend.</param>
/// <param name="now">The session now.</param>
internal sealed class SharedRouting(
    SessionSharing sharing,
    SessionRouting routing,
    RouterCache cache,
    Conversations conversations,
    SessionSpending spending,
    Func<SessionSnapshot> now
)
{
    /// <summary>Prepares a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="resolve">
    /// Given the session: the request as it is meant there, and the model that the person or the request names, null for Auto.
    /// </param>
    /// <returns>The session to decide by, and the request to decide on.</returns>
    public async ValueTask<(SessionSnapshot At, RouteRequest Request)> PrepareAsync(
        RouteRequest request,
        Func<SessionSnapshot, RouteRequest, (RouteRequest Request, ModelSpec? Pinned)> resolve
    )
    {
        Question? question = null;
        var read = request;
        var spent = spending.ReadSharedAsync(); // at the same time: both go out together
        var joint = await sharing
            .ReadAsync(at =>
            {
                var (meant, pinned) = resolve(at, read);
                (question, read) = routing.Look(at, meant, pinned);
                var key =
                    question is null || read.NoCache || !at.Router.Cache || cache.Has(question.Key, at.Generation)
                        ? (UInt128?)null
                        : question.Key.Half;
                return new(key, question?.Conversation is { } id ? Conversations.KeyOf(id) : null, HealthVersion: 0);
            })
            .ConfigureAwait(false);
        await spent.ConfigureAwait(false);
        if (joint is null)
        {
            return (now(), read);
        }

        Learn(joint, question);
        return (joint.At, read with { SharedGeneration = joint.Generation });
    }

    private void Learn(Joint joint, Question? question)
    {
        if (question is null)
        {
            return;
        }

        if (joint.State.Scores is { } scores && SharedScoring.Read(scores, question) is { } scoring)
        {
            cache.Learn(question.Key, scoring, joint.At.Generation);
        }

        if (joint.State.Conversation is { } bytes && question.Conversation is { } id && ConversationCode.Read(bytes) is { } memory)
        {
            conversations.Learn(id, memory, joint.At.Generation);
        }
    }
}
