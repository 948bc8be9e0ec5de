using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// Receives the changes of a session, in the order in which they happen. This is a port: it must return at once and must not call back.
/// </summary>
public interface ISessionObserver
{
    /// <summary>Another model is active.</summary>
    /// <param name="snapshot">The session after the change.</param>
    /// <param name="previous">What was active before.</param>
    void ActiveModelChanged(SessionSnapshot snapshot, ModelSlug previous);

    /// <summary>The catalog in force, or its problems, changed.</summary>
    /// <param name="snapshot">The session after the change.</param>
    void ModelsChanged(SessionSnapshot snapshot);

    /// <summary>A model can be used again, or no longer.</summary>
    /// <param name="slug">The model.</param>
    /// <param name="availability">Whether it can be used now.</param>
    void AvailabilityChanged(ModelSlug slug, Availability availability);

    /// <summary>A task was routed.</summary>
    /// <param name="decision">The decision.</param>
    void Routed(Decision decision);

    /// <summary>The cache was dropped.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="dropped">How many entries it had.</param>
    void Invalidated(InvalidationCause cause, int dropped) { }
}
