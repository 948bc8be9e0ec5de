namespace ShimLsp.Core.Models;

/// <summary>Whether a conversation keeps its model.</summary>
public enum Affinity
{
    /// <summary>Each turn is routed on its own.</summary>
    None,

    /// <summary>A conversation keeps its model while that model is good enough.</summary>
    Conversation,
}

/// <summary>Whether feedback is also inferred from what the person does.</summary>
public enum Learning
{
    /// <summary>Only verdicts that the person gives count.</summary>
    Off,

    /// <summary>A switch to a stronger model soon after a decision counts as the verdict that the chosen one was too weak.</summary>
    On,
}

/// <summary>Whether a model that is stuck gives way to a stronger one.</summary>
public enum Escalation
{
    /// <summary>The scores alone decide.</summary>
    Off,

    /// <summary>The next stronger model takes over.</summary>
    On,
}

/// <summary>The catalog's <c>router</c> block, with its defaults applied. An editor's settings may override it.</summary>
public sealed record RouterSpec
{
    /// <summary>The default number of cached decisions in a session.</summary>
    public const int DefaultCacheCapacity = 256;

    /// <summary>The largest number of cached decisions in a session.</summary>
    public const int MaxCacheCapacity = 65_536;

    /// <summary>The default lowest score that is good enough.</summary>
    public const double DefaultThreshold = 0.70;

    /// <summary>The name that means Auto wherever no model has it, whatever its slug.</summary>
    public const string Auto = "auto";

    /// <summary>Whether Auto exists at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Auto's own slug.</summary>
    public ModelSlug Slug { get; init; } = new(Auto);

    /// <summary>Auto's own display name.</summary>
    public string DisplayName { get; init; } = "Auto";

    /// <summary>The model that scores tasks; null for the embedded scorer.</summary>
    public ModelSlug? Classifier { get; init; }

    /// <summary>The lowest score that is good enough, 0..1.</summary>
    public double Threshold { get; init; } = DefaultThreshold;

    /// <summary>The model that is chosen if no score is usable, and that is active if the router is off; null if not stated.</summary>
    public ModelSlug? Default { get; init; }

    /// <summary>Whether decisions are cached.</summary>
    public bool Cache { get; init; } = true;

    /// <summary>The number of cached decisions in a session, 1 to <see cref="MaxCacheCapacity"/>.</summary>
    public int CacheCapacity { get; init; } = DefaultCacheCapacity;

    /// <summary>How long a decision stays in the cache; null for no limit.</summary>
    public TimeSpan? CacheTtl { get; init; }

    /// <summary>The classifier's time limit. It includes the time in the queue.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>The classifier's longest reply, in tokens.</summary>
    public int MaxTokens { get; init; } = 600;

    /// <summary>Whether a conversation keeps its model.</summary>
    public Affinity Affinity { get; init; } = Affinity.Conversation;

    /// <summary>Whether a model that is stuck gives way to a stronger one.</summary>
    public Escalation Escalation { get; init; } = Escalation.On;

    /// <summary>Whether feedback is also inferred from what the person does.</summary>
    public Learning Learning { get; init; }
}
