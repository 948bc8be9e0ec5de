namespace ShimLsp.Bench.Simulation;

/// <summary>
/// What developers do in a day. docs/scale.md says for each figure whether it was measured, where it was published, or that it is an
/// assumption.
/// </summary>
internal sealed record Traffic
{
    /// <summary>How many developers there are.</summary>
    public int Developers { get; init; } = 1_000_000;

    /// <summary>The exponent of the law by which developers share the turns, and by which a developer's own prompts come again.</summary>
    public double Exponent { get; init; } = 0.8;

    /// <summary>The mean of the turns of a developer in a day.</summary>
    public double Turns { get; init; } = 20;

    /// <summary>The most turns of one developer in a day.</summary>
    public double MostTurns { get; init; } = 1_000;

    /// <summary>The mean of the turns of a session.</summary>
    public double TurnsOfSession { get; init; } = 1_775.0 / 306;

    /// <summary>The mean of the requests of a turn: one for each round of tools.</summary>
    public double Requests { get; init; } = 6_518.0 / 1_775;

    /// <summary>The share of a session's later turns that continue the task before, and have its key.</summary>
    public double FollowUps { get; init; } = 315.0 / 1_469;

    /// <summary>The share of new tasks whose text the developer has sent before.</summary>
    public double Repeats { get; init; } = 0.15;

    /// <summary>How many texts a developer sends again and again.</summary>
    public int Repertoire { get; init; } = 200;

    /// <summary>The share of turns in which a second agent works on the same task at the same time.</summary>
    public double SecondAgents { get; init; } = 0.1;

    /// <summary>How often a session's developer switches the model.</summary>
    public double Switches { get; init; } = 0.2;

    /// <summary>How often a developer's catalog is edited, or a key of it is rotated, in a day.</summary>
    public double Edits { get; init; } = 0.05;

    /// <summary>The mean time between two turns.</summary>
    public TimeSpan Thinking { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The mean time from a decision to the next request of the turn: the model answers, a tool runs.</summary>
    public TimeSpan Calling { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a classification takes.</summary>
    public TimeSpan Classifying { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>When in the day all developers get a new catalog.</summary>
    public TimeSpan Rollout { get; init; } = TimeSpan.FromHours(15);

    /// <summary>When in the day the gateways are replaced, one after another.</summary>
    public TimeSpan Upgrade { get; init; } = TimeSpan.FromHours(10);

    /// <summary>How often a session begins in each hour of the day, relative to the others.</summary>
    public static ReadOnlySpan<byte> DayCurve => [2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 18, 16, 12, 15, 18, 18, 16, 12, 8, 6, 6, 5, 4, 3];

    /// <summary>A time of the day at which a session begins.</summary>
    /// <param name="dice">The dice.</param>
    public static TimeSpan Begin(Dice dice)
    {
        var sum = 0;
        foreach (var weight in DayCurve)
        {
            sum += weight;
        }

        var (left, hour) = (dice.Unit() * sum, 0);
        while (left >= DayCurve[hour])
        {
            left -= DayCurve[hour++];
        }

        return TimeSpan.FromHours(hour + (left / DayCurve[hour]));
    }
}
