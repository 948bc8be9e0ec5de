using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions;

/// <summary>Which models of one session can take a request now: by credential and by health.</summary>
/// <param name="health">The health of the session's models.</param>
internal sealed class SessionEligibility(ModelHealth health)
{
    /// <summary>Whether a model can be used now: its credential first, then its health.</summary>
    public Availability AvailabilityOf(SessionSnapshot at, ModelSlug slug)
    {
        var credential = at.CredentialOf(slug);
        return credential.IsResolved
            ? health.Of(slug)
            : new(AvailabilityState.MissingCredential, null, credential.Missing, credential.Fault);
    }

    /// <summary>
    /// The models that can take the request now. For a call, a model that failed recently is left out, unless there is no other.
    /// </summary>
    /// <param name="question">The request.</param>
    /// <param name="attempts">The models that this request has tried already; null for none.</param>
    public Eligibility Now(Question question, IReadOnlyList<ChatAttempt>? attempts = null)
    {
        var now = question.Able.AtThisMoment(Refusal);
        return
            question.IsChat
            && now.Now.Any(FailedLately)
            && question.Able.AtThisMoment(model => Refusal(model) ?? (FailedLately(model) ? Rejection.Failing : null))
                is { Now.IsEmpty: false } better
            ? better
            : now;

        bool FailedLately(ModelSpec model) => health.FailedLately(model.Slug);

        Rejection? Refusal(ModelSpec model) =>
            AvailabilityOf(question.At, model.Slug).State switch
            {
                AvailabilityState.MissingCredential => Rejection.MissingCredential,
                AvailabilityState.Unauthorized => Rejection.Unauthorized,
                AvailabilityState.RateLimited => Rejection.RateLimited,
                AvailabilityState.Failing => Rejection.Failing,
                _ => attempts is not null && attempts.Any(attempt => attempt.Slug == model.Slug) ? Rejection.Failing : null,
            };
    }

    /// <summary>Takes a model for a request; false if another request took it first. Then the caller must choose again.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isTrial">Whether this is the model's first request after a pause for failures.</param>
    public bool TryTake(ModelSpec model, out bool isTrial) => health.TryTake(model.Slug, out isTrial);
}
