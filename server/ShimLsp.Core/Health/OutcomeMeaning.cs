namespace ShimLsp.Core.Health;

/// <summary>What the outcome of a call means, for this turn and for the model afterwards.</summary>
public enum OutcomeMeaning
{
    /// <summary>The model answered.</summary>
    Success,

    /// <summary>The key was refused: nothing but another key helps.</summary>
    KeyRefused,

    /// <summary>The account has nothing left to spend.</summary>
    OutOfCredit,

    /// <summary>The content of this request was refused. Another model may take it; other requests may pass.</summary>
    ContentRefused,

    /// <summary>The provider has no such model, or none for this country or region.</summary>
    ModelNotFound,

    /// <summary>The request is longer than the model's context window. A model with a larger one may take it.</summary>
    TooLong,

    /// <summary>An option or a field was refused. A model of another provider may take it.</summary>
    OptionRefused,

    /// <summary>The model asks for a pause.</summary>
    RateLimited,

    /// <summary>The model, or the way to it, failed.</summary>
    Failed,

    /// <summary>The request is wrong. It would be wrong anywhere.</summary>
    RequestWrong,
}

/// <summary>
/// The one table of what a status means. Chat, the classifier and <c>reportOutcome</c> all go by it. <c>docs/routing.md</c> shows it.
/// </summary>
internal static class OutcomeMeanings
{
    /// <summary>What an outcome means.</summary>
    /// <param name="outcome">The outcome.</param>
    public static OutcomeMeaning Of(Outcome outcome) =>
        outcome switch
        {
            { NoAnswer: not null } or { Status: null } => OutcomeMeaning.Failed,
            { Status: >= 200 and < 300 } => OutcomeMeaning.Success,
            { Status: 401 } => OutcomeMeaning.KeyRefused,
            { Status: 402 } => OutcomeMeaning.OutOfCredit,
            { Status: 403 } => OfForbidden(outcome.Topic),
            { Status: 404 or 410 } => OutcomeMeaning.ModelNotFound,
            { Status: 413 } => OutcomeMeaning.TooLong,
            { Status: 400 or 422 } => OfBadRequest(outcome.Topic),
            { Status: 429, Topic: RefusalTopic.Credit } => OutcomeMeaning.OutOfCredit,
            { Status: 429 } or { Status: 503, RetryAfter: not null } => OutcomeMeaning.RateLimited,
            { Status: 408 or 409 or 425 or >= 500 } => OutcomeMeaning.Failed,
            _ => OutcomeMeaning.RequestWrong,
        };

    /// <summary>Whether it takes back that the model was seen to be available. A model that asks for a pause is there.</summary>
    /// <param name="meaning">What the outcome means.</param>
    public static bool SaysNotAvailable(this OutcomeMeaning meaning) =>
        meaning is OutcomeMeaning.KeyRefused or OutcomeMeaning.OutOfCredit or OutcomeMeaning.ModelNotFound or OutcomeMeaning.Failed;

    /// <summary>
    /// Gateways answer 403 for a firewall, a guardrail or a tier as well as for a key. If the body does not name the key, it is about this
    /// request: a false alarm costs one more call, while a key that is wrongly given up is lost until somebody edits something.
    /// </summary>
    private static OutcomeMeaning OfForbidden(RefusalTopic? topic) =>
        topic switch
        {
            RefusalTopic.Key => OutcomeMeaning.KeyRefused,
            RefusalTopic.Credit => OutcomeMeaning.OutOfCredit,
            RefusalTopic.Model or RefusalTopic.Region => OutcomeMeaning.ModelNotFound,
            _ => OutcomeMeaning.ContentRefused,
        };

    /// <summary>Some providers answer 400 for what others have a status of its own for.</summary>
    private static OutcomeMeaning OfBadRequest(RefusalTopic? topic) =>
        topic switch
        {
            RefusalTopic.Key => OutcomeMeaning.KeyRefused,
            RefusalTopic.Credit => OutcomeMeaning.OutOfCredit,
            RefusalTopic.Content => OutcomeMeaning.ContentRefused,
            RefusalTopic.Model or RefusalTopic.Region => OutcomeMeaning.ModelNotFound,
            RefusalTopic.ContextLength => OutcomeMeaning.TooLong,
            RefusalTopic.Option => OutcomeMeaning.OptionRefused,
            _ => OutcomeMeaning.RequestWrong,
        };
}
