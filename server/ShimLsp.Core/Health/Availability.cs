using ShimLsp.Core.Models;

namespace ShimLsp.Core.Health;

/// <summary>Whether a model can be used now.</summary>
public enum AvailabilityState
{
    /// <summary>It can.</summary>
    Available,

    /// <summary>Its key is not set or cannot be read.</summary>
    MissingCredential,

    /// <summary>Its key was rejected (401, or a 403 that names the key).</summary>
    Unauthorized,

    /// <summary>Its account has nothing left to spend.</summary>
    OutOfCredit,

    /// <summary>Its provider has no such model (404, 410).</summary>
    NotFound,

    /// <summary>It asked for a pause: it is rate limited (429), or overloaded (503 with <c>Retry-After</c>).</summary>
    RateLimited,

    /// <summary>It failed three times in a row (5xx, timeout, network).</summary>
    Failing,
}

/// <summary>Whether a model can be used now. If not: until when, and why.</summary>
/// <param name="State">The state.</param>
/// <param name="Until">When it becomes available by itself; null if that takes a new credential, catalog or configuration.</param>
/// <param name="Reason">Why, in a few words; null if it is available.</param>
/// <param name="Fault">Why its key cannot be used; null unless the state is <see cref="AvailabilityState.MissingCredential"/>.</param>
public sealed record Availability(
    AvailabilityState State,
    DateTimeOffset? Until = null,
    string? Reason = null,
    CredentialFault? Fault = null
)
{
    /// <summary>The model can be used, as far as is known: nobody has tried.</summary>
    public static Availability Available { get; } = new(AvailabilityState.Available);

    /// <summary>The model can be used: it has answered, or its endpoint was looked at.</summary>
    public static Availability Seen { get; } = new(AvailabilityState.Available) { Checked = true };

    /// <summary>Whether the model was seen to be available. False for every other state.</summary>
    public bool Checked { get; init; }
}
