namespace ShimLsp.Soak.Shared.Faults;

/// <summary>Something that breaks for a while.</summary>
/// <param name="Name">What.</param>
/// <param name="Length">How long.</param>
/// <param name="BeginAsync">Breaks it.</param>
/// <param name="EndAsync">Mends it.</param>
internal sealed record FaultKind(string Name, TimeSpan Length, Func<Task> BeginAsync, Func<Task> EndAsync)
{
    /// <summary>The replica that is killed; null for none. Its requests are lost.</summary>
    public int? Kills { get; init; }

    /// <summary>The replica that stops for a while; null for none. Its requests take as long.</summary>
    public int? Stops { get; init; }

    /// <summary>The replica that gets a new process; null for none. No request is lost.</summary>
    public int? Renews { get; init; }

    /// <summary>Whether it is done to Redis, and not to a replica.</summary>
    public bool IsOfRedis => (Kills ?? Stops ?? Renews) is null;
}
