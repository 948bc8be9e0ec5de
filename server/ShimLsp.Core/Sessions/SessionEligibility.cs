using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Sessions;

/// <summary>Which models of one session can take a request now: by credential, by health and by budget.</summary>
/// <param name="health">How the session's models fare.</param>
/// <param name="windows">What the models told of their context windows.</param>
/// <param name="spending">What the session may spend.</param>
/// <param name="isInForce">Whether a row that a request was taken with still holds: its catalog, its trust, its key.</param>
internal sealed class SessionEligibility(
    ModelHealth health,
    LearnedWindows windows,
    SessionSpending spending,
    Func<SessionSnapshot, ModelSpec, bool> isInForce
)
{
    /// <summary>Whether a model can be used now: its credential first, then its health.</summary>
    public Availability AvailabilityOf(SessionSnapshot at, ModelSlug slug)
    {
        var credential = at.CredentialOf(slug);
        return credential.IsResolved
            ? Told(at, slug, health.Of(slug))
            : new(AvailabilityState.MissingCredential, null, credential.Missing, credential.Fault);
    }

    /// <summary>A model's health as it is told: if Ollama does not have the model, it says how to get it.</summary>
    public static Availability Told(SessionSnapshot at, ModelSlug slug, Availability health) =>
        health is { State: AvailabilityState.NotFound, Reason: HealthRecord.NoSuchModel }
        && at.Catalog.Find(slug) is { Provider: ModelProvider.Ollama, Model: var name }
            ? health with
            {
                Reason = $"Ollama does not have this model. Run: ollama pull {name}",
            }
            : health;

    /// <summary>
    /// The models that can take the request now. For a call, a model that failed recently, or refused this very task, is left out unless
    /// there is no other.
    /// </summary>
    /// <param name="question">The request.</param>
    /// <param name="attempts">The models that this request has tried already; null for none.</param>
    public Eligibility Now(Question question, IReadOnlyList<ChatAttempt>? attempts = null)
    {
        var isExhausted = spending.Exhausted() is not null;
        var now = question.Able.AtThisMoment(Refusal);
        return
            question.IsChat
            && now.Now.Any(model => Misgiving(model) is not null)
            && question.Able.AtThisMoment(model => Refusal(model) ?? Misgiving(model)) is { Now.IsEmpty: false } better
            ? better
            : now;

        Rejection? Misgiving(ModelSpec model) =>
            health.FailedLately(model.Slug) ? Rejection.Failing
            : health.RefusedContent(model.Slug, question.Task) ? Rejection.ContentRefused
            : null;

        Rejection? Refusal(ModelSpec model) =>
            AvailabilityOf(question.At, model.Slug).State switch
            {
                AvailabilityState.MissingCredential => Rejection.MissingCredential,
                AvailabilityState.Unauthorized => Rejection.Unauthorized,
                AvailabilityState.OutOfCredit => Rejection.OutOfCredit,
                AvailabilityState.NotFound => Rejection.NotFound,
                AvailabilityState.RateLimited => Rejection.RateLimited,
                AvailabilityState.Failing => Rejection.Failing,
                _ when question.Signal.InputTokens > windows.Of(model) => Rejection.ContextTooSmall,
                _ when isExhausted && model.IsPriced => Rejection.OverBudget,
                _ => attempts is null ? null : AfterAttempts(question, model, attempts),
            };
    }

    /// <summary>Why a model does not take over from those that were asked; null if it may.</summary>
    private Rejection? AfterAttempts(Question question, ModelSpec model, IReadOnlyList<ChatAttempt> attempts) =>
        !isInForce(question.At, model)
            ? Rejection.Failing
            : attempts
                .Select(attempt => MovingOn.Rejects(model, question.At.Catalog.Find(attempt.Slug), attempt, windows.Of))
                .FirstOrDefault(rejection => rejection is not null);

    /// <summary>
    /// Takes a model for a request, and reserves what the call may cost if it is called next. Null if another request was quicker, so that
    /// the choice must be made anew: it became the model's trial, or reserved the rest of a budget.
    /// </summary>
    /// <param name="question">The request.</param>
    /// <param name="model">The model.</param>
    public Taken? TryTake(Question question, ModelSpec model)
    {
        var reservation = question.IsChat ? spending.TryReserve(model, question.Signal.InputTokens, question.MostOutput) : null;
        if (question.IsChat && reservation is null)
        {
            return null;
        }

        if (health.TryTake(model.Slug, out var isTrial))
        {
            return new(reservation, isTrial);
        }

        reservation?.Release();
        return null;
    }

    /// <summary>A model that a request has taken.</summary>
    /// <param name="Reservation">What the call may cost; null if the model is not called next.</param>
    /// <param name="IsTrial">Whether this is the model's first request after a pause for failures.</param>
    public readonly record struct Taken(SpendingReservation? Reservation, bool IsTrial);
}
