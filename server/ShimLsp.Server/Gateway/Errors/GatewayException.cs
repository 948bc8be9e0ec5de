namespace ShimLsp.Server.Gateway.Errors;

/// <summary>The kinds of errors that the shapes of clients tell apart.</summary>
internal enum GatewayErrorKind
{
    /// <summary>The request is wrong.</summary>
    InvalidRequest,

    /// <summary>The token is missing or wrong.</summary>
    Unauthenticated,

    /// <summary>The request may not be made from there.</summary>
    Forbidden,

    /// <summary>There is no such model.</summary>
    NotFound,

    /// <summary>The gateway serves no such path.</summary>
    UnknownPath,

    /// <summary>The body is too large.</summary>
    TooLarge,

    /// <summary>The conversation is longer than any model's window.</summary>
    ContextTooLong,

    /// <summary>A model refused the content.</summary>
    ContentRefused,

    /// <summary>The account at the provider has nothing left to spend.</summary>
    OutOfCredit,

    /// <summary>A budget of the person or the team is spent.</summary>
    OverBudget,

    /// <summary>Too many requests.</summary>
    RateLimited,

    /// <summary>No model can answer now.</summary>
    Unavailable,

    /// <summary>Every model that was asked failed, or the reply broke off.</summary>
    Upstream,
}

/// <summary>A refusal that the client is told in its own shape.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="kind">What it is.</param>
/// <param name="message">One line that says what to do. It never contains a piece of a task or a key.</param>
internal sealed class GatewayException(int status, GatewayErrorKind kind, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>What it is.</summary>
    public GatewayErrorKind Kind { get; } = kind;

    /// <summary>When to try again; null if that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it is no use to try again before a person has done something.</summary>
    public bool IsFinal { get; init; }

    /// <summary>How long a conversation is that is too long, in tokens; null if that is not known.</summary>
    public long? Tokens { get; init; }

    /// <summary>The largest context window that there is, in tokens; null if that is not known.</summary>
    public long? Window { get; init; }
}
