using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions;

/// <summary>Whether, and to whom, a turn goes on after a model did not answer it.</summary>
internal static class MovingOn
{
    /// <summary>Whether another model may do better. What is wrong with a request would be wrong anywhere.</summary>
    /// <param name="outcome">What became of the call.</param>
    public static bool May(Outcome outcome) => outcome.Meaning is not (OutcomeMeaning.Success or OutcomeMeaning.RequestWrong);

    /// <summary>Why a model is not asked after one that was; null if it may be.</summary>
    /// <param name="candidate">The model that might be asked.</param>
    /// <param name="attempted">The model that was asked; null if its row is gone.</param>
    /// <param name="attempt">What became of that call.</param>
    /// <param name="windowOf">A model's context window in tokens, as far as it is known.</param>
    public static Rejection? Rejects(ModelSpec candidate, ModelSpec? attempted, ChatAttempt attempt, Func<ModelSpec, int?> windowOf)
    {
        if (candidate.Slug == attempt.Slug)
        {
            return OfItself(attempt.Outcome.Meaning);
        }

        return (attempt.Outcome.Meaning, attempted) switch
        {
            (OutcomeMeaning.TooLong, { } shorter) when windowOf(candidate) <= windowOf(shorter) => Rejection.ContextTooSmall,
            (OutcomeMeaning.OptionRefused, { } same) when IsOfOneProvider(candidate, same) => Rejection.Failing,
            _ => null,
        };
    }

    private static Rejection OfItself(OutcomeMeaning meaning) =>
        meaning switch
        {
            OutcomeMeaning.KeyRefused => Rejection.Unauthorized,
            OutcomeMeaning.OutOfCredit => Rejection.OutOfCredit,
            OutcomeMeaning.ModelNotFound => Rejection.NotFound,
            OutcomeMeaning.RateLimited => Rejection.RateLimited,
            OutcomeMeaning.ContentRefused => Rejection.ContentRefused,
            OutcomeMeaning.TooLong => Rejection.ContextTooSmall,
            _ => Rejection.Failing,
        };

    private static bool IsOfOneProvider(ModelSpec one, ModelSpec other) =>
        one.Provider == other.Provider && one.BaseUrl.Authority == other.BaseUrl.Authority;
}
