using ShimLsp.Core.Caching;

namespace ShimLsp.Bench.Simulation;

/// <summary>A developer who is simulated: one tenant with one workspace.</summary>
/// <param name="id">The number among those that are simulated.</param>
/// <param name="dice">Dice of their own.</param>
internal sealed class Developer(int id, Dice dice)
{
    private int texts;

    /// <summary>The number among those that are simulated.</summary>
    public int Id => id;

    /// <summary>Dice of their own.</summary>
    public Dice Dice => dice;

    /// <summary>The requests so far.</summary>
    public int Requests { get; set; }

    /// <summary>A text that was never sent before.</summary>
    public Prompt New() => new(this, ++texts);

    /// <summary>A text of the repertoire.</summary>
    /// <param name="rank">Which one.</param>
    public Prompt Again(int rank) => new(this, -1 - rank);
}

/// <summary>A text that a developer sends.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Number">Which of theirs; negative for one that they send again and again. Two developers send the same texts.</param>
internal readonly record struct Prompt(Developer Owner, int Number)
{
    /// <summary>The text.</summary>
    public string Text => $"task {Number}";
}

/// <summary>A request that waits for a classification.</summary>
/// <param name="Run">The run of the agent that sent it.</param>
/// <param name="Expected">The developer's version when the request came.</param>
/// <param name="Answer">What it waits for.</param>
internal readonly record struct WaitingRequest(AgentRun Run, long Expected, ValueTask<CacheAnswer> Answer);

/// <summary>The requests of one agent for one turn.</summary>
/// <param name="prompt">The task.</param>
/// <param name="requests">How many are left.</param>
/// <param name="session">The session that goes on after the turn; null for a second agent, which only helps.</param>
internal sealed class AgentRun(Prompt prompt, int requests, AgentSession? session)
{
    /// <summary>The task.</summary>
    public Prompt Prompt => prompt;

    /// <summary>How many requests are left.</summary>
    public int Left { get; set; } = requests;

    /// <summary>The session that goes on after the turn; null for a second agent.</summary>
    public AgentSession? Session => session;
}

/// <summary>A session of a developer with an agent.</summary>
/// <param name="owner">Whose it is.</param>
/// <param name="turns">How many turns are left.</param>
internal sealed class AgentSession(Developer owner, int turns)
{
    /// <summary>Whose it is.</summary>
    public Developer Owner => owner;

    /// <summary>How many turns are left.</summary>
    public int Left { get; set; } = turns;

    /// <summary>The task that is open; null before the first turn.</summary>
    public Prompt? Open { get; set; }
}
