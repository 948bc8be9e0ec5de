namespace ShimLsp.Core.Health;

/// <summary>What became of a call to a model.</summary>
/// <param name="Status">The HTTP status; null if there was no answer.</param>
/// <param name="NoAnswer">What happened instead of an answer; null if there was one.</param>
/// <param name="RetryAfter">How long the model asked to wait; null if it did not say.</param>
public sealed record Outcome(int? Status, NoAnswer? NoAnswer = null, TimeSpan? RetryAfter = null)
{
    /// <summary>What the body of the refusal says it is about; null if it does not say, or nobody read it.</summary>
    public RefusalTopic? Topic { get; init; }

    /// <summary>The model's context window in tokens, if the refusal tells it; else null.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Stands for the task, so that a refusal of one task is told from a refusal of every task; null if it is not known.</summary>
    public int? Task { get; init; }

    /// <summary>What it means for this turn and for the model.</summary>
    public OutcomeMeaning Meaning => OutcomeMeanings.Of(this);
}

/// <summary>What happened instead of an answer.</summary>
public enum NoAnswer
{
    /// <summary>The time ran out.</summary>
    Timeout,

    /// <summary>The connection failed.</summary>
    Network,
}

/// <summary>What a refusal is about, by a word in its body that is known.</summary>
public enum RefusalTopic
{
    /// <summary>The key, or what it is allowed to do.</summary>
    Key,

    /// <summary>Money: a quota, a budget, a bill.</summary>
    Credit,

    /// <summary>The content of this request: moderation, a guardrail, a firewall.</summary>
    Content,

    /// <summary>The model: the provider has none of that name.</summary>
    Model,

    /// <summary>The place of this machine: the provider does not serve its country or region.</summary>
    Region,

    /// <summary>The address: nothing there takes requests.</summary>
    Address,

    /// <summary>The length of the request.</summary>
    ContextLength,

    /// <summary>An option or a field of the request.</summary>
    Option,
}
