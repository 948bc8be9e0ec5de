using ShimLsp.Soak.Gateway.Formats;

namespace ShimLsp.Soak.Gateway.Driving;

/// <summary>One conversation of an agent, as its client keeps it.</summary>
internal sealed class Conversation
{
    private readonly List<Step> steps = [];

    /// <summary>Its id, which goes with each request.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>What has been said.</summary>
    public IReadOnlyList<Step> Steps => steps;

    /// <summary>Adds a step.</summary>
    /// <param name="step">The step.</param>
    public void Add(Step step) => steps.Add(step);
}
