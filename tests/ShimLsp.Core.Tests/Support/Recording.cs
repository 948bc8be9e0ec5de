using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Core.Tests.Support;

/// <summary>Keeps what a session announces, one line each, in order.</summary>
internal sealed class Recording : ISessionObserver
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    /// <summary>What was announced since the last look.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (gate)
        {
            string[] taken = [.. lines];
            lines.Clear();
            return taken;
        }
    }

    public void ActiveModelChanged(SessionSnapshot snapshot, ModelSlug previous) =>
        Add($"active {previous} -> {snapshot.Active}, generation {snapshot.Generation}");

    public void ModelsChanged(SessionSnapshot snapshot) => Add($"models {snapshot.CatalogVersion}, {snapshot.Problems.Length} problems");

    public void AvailabilityChanged(ModelSlug slug, Availability availability) => Add($"{slug} {availability.State}");

    public void Routed(Decision decision) => Add($"routed {decision.Model.Slug} {decision.Source}");

    private void Add(string line)
    {
        lock (gate)
        {
            lines.Add(line);
        }
    }
}
