using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Spending;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Work;

/// <summary>
/// What a client is told if no model answered: the status that it acts on best. Its own token is right, so a key that a provider refuses is
/// never its 401.
/// </summary>
internal static class WorkFailure
{
    /// <summary>When to ask again if calls under way have reserved the rest of a budget.</summary>
    public static readonly TimeSpan WhileReserved = TimeSpan.FromSeconds(5);

    /// <summary>The error of a turn that failed.</summary>
    /// <param name="failed">The result.</param>
    public static GatewayException Of(ChatResult.Failed failed)
    {
        var outcome = failed.Attempts[^1].Outcome;
        var said = ContractErrors.UpstreamFailed(failed).Error.Message;
        return outcome.Meaning switch
        {
            OutcomeMeaning.TooLong => new(400, GatewayErrorKind.ContextTooLong, said)
            {
                Window = outcome.ContextWindow ?? failed.Model.ContextWindow,
                Tokens = failed.InputTokens(),
            },
            OutcomeMeaning.RateLimited => new(429, GatewayErrorKind.RateLimited, said) { RetryAfter = outcome.RetryAfter },
            OutcomeMeaning.OutOfCredit => new(402, GatewayErrorKind.OutOfCredit, said) { IsFinal = true },
            OutcomeMeaning.KeyRefused => new(502, GatewayErrorKind.Upstream, said) { IsFinal = true },
            OutcomeMeaning.ModelNotFound => new(404, GatewayErrorKind.NotFound, said),
            OutcomeMeaning.ContentRefused => new(400, GatewayErrorKind.ContentRefused, said),
            OutcomeMeaning.RequestWrong or OutcomeMeaning.OptionRefused => new(400, GatewayErrorKind.InvalidRequest, said),
            _ when outcome.Status is 503 or 529 => new(503, GatewayErrorKind.Unavailable, said) { RetryAfter = outcome.RetryAfter },
            _ => new(outcome.NoAnswer is NoAnswer.Timeout ? 504 : 502, GatewayErrorKind.Upstream, said),
        };
    }

    /// <summary>The error of a request for which no model was asked.</summary>
    /// <param name="why">The reason.</param>
    /// <param name="catalog">The catalog that it was taken with.</param>
    /// <param name="now">The time.</param>
    /// <param name="pause">How long until a model may be asked again; null if that is not known.</param>
    public static GatewayException Of(RouteResult why, Catalog catalog, DateTimeOffset now, Func<TimeSpan?> pause) =>
        why switch
        {
            RouteResult.UnknownModel unknown => new(
                404,
                GatewayErrorKind.NotFound,
                ContractErrors.UnknownModel(unknown.Slug, unknown.Suggestions).Error.Message
            ),
            RouteResult.Unreadable unreadable => new(
                400,
                GatewayErrorKind.InvalidRequest,
                ContractErrors.InvalidParams(Field(unreadable.Path), unreadable.Message).Error.Message
            ),
            RouteResult.NothingRoutable none => Of(none, catalog, now, pause),
            RouteResult.NoCatalog none => new(503, GatewayErrorKind.Unavailable, ContractErrors.InvalidCatalog(none.Problems).Error.Message)
            {
                IsFinal = true,
            },
            _ => throw new InvalidOperationException(),
        };

    private static GatewayException Of(RouteResult.NothingRoutable none, Catalog catalog, DateTimeOffset now, Func<TimeSpan?> pause)
    {
        var candidates = none.Candidates;
        var said = ContractErrors.NoRoutableModel(none).Error.Message;
        var why = candidates.Select(candidate => candidate.Rejection).ToHashSet();
        return why.Contains(Rejection.Failing) ? new(503, GatewayErrorKind.Unavailable, said) { RetryAfter = pause() }
            : why.Contains(Rejection.RateLimited) ? new(429, GatewayErrorKind.RateLimited, said) { RetryAfter = pause() }
            : why.Contains(Rejection.OverBudget) ? OverBudget(none.Budget, said, now)
            : why.Contains(Rejection.ContextTooSmall)
                ? new(400, GatewayErrorKind.ContextTooLong, said)
                {
                    Window = candidates.Max(candidate => catalog.Find(candidate.Slug)?.ContextWindow),
                }
            : why.Contains(Rejection.ContentRefused) ? new(400, GatewayErrorKind.ContentRefused, said)
            : why.Contains(Rejection.OutOfCredit) ? new(402, GatewayErrorKind.OutOfCredit, said) { IsFinal = true }
            : why.Contains(Rejection.MissingCredential) || why.Contains(Rejection.Unauthorized) || why.Contains(Rejection.NotFound)
                ? new(503, GatewayErrorKind.Unavailable, said) { IsFinal = true }
            : candidates.IsEmpty ? new(503, GatewayErrorKind.Unavailable, said) { IsFinal = true }
            : new(400, GatewayErrorKind.InvalidRequest, said);
    }

    // A client that waits until midnight looks dead, so a spent budget is final. What is only reserved mostly comes back in a moment.
    private static GatewayException OverBudget(BudgetStanding? budget, string said, DateTimeOffset now) =>
        budget is { IsSpent: true }
            ? new(402, GatewayErrorKind.OverBudget, said) { IsFinal = true, RetryAfter = budget.Ends - now }
            : new(429, GatewayErrorKind.RateLimited, said) { RetryAfter = WhileReserved };

    // The client knows its body as the request itself.
    private static string Field(string path) => path.StartsWith("body.", StringComparison.Ordinal) ? path[5..] : path;
}
