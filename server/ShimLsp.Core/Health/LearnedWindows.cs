using System.Collections.Concurrent;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Health;

/// <summary>
/// Context windows that models told by refusing a request that was too long. They count for the session, until the catalog, a credential
/// or the configuration changes. Thread-safe.
/// </summary>
internal sealed class LearnedWindows
{
    private readonly ConcurrentDictionary<ModelSlug, int> windows = new();

    /// <summary>A model's window in tokens: the smaller of what its row states and what it told; null if neither is known.</summary>
    /// <param name="model">The model.</param>
    public int? Of(ModelSpec model) =>
        windows.IsEmpty || !windows.TryGetValue(model.Slug, out var told) ? model.ContextWindow
        : model.ContextWindow < told ? model.ContextWindow
        : told;

    /// <summary>Takes what a refusal tells.</summary>
    /// <param name="slug">The model.</param>
    /// <param name="outcome">The refusal.</param>
    public void Learn(ModelSlug slug, Outcome outcome)
    {
        if (outcome is { Meaning: OutcomeMeaning.TooLong, ContextWindow: { } told and > 0 })
        {
            windows[slug] = told;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => windows.Clear();
}
