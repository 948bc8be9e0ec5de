using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions;

/// <summary>Forwards nothing after it is closed, because nobody wants news of a folder that is no longer open.</summary>
internal sealed class ClosableObserver(ISessionObserver inner) : ISessionObserver
{
    private volatile bool isClosed;

    public void Close() => isClosed = true;

    public void ActiveModelChanged(SessionSnapshot snapshot, ModelSlug previous)
    {
        if (!isClosed)
        {
            inner.ActiveModelChanged(snapshot, previous);
        }
    }

    public void ModelsChanged(SessionSnapshot snapshot)
    {
        if (!isClosed)
        {
            inner.ModelsChanged(snapshot);
        }
    }

    public void AvailabilityChanged(ModelSlug slug, Availability availability)
    {
        if (!isClosed)
        {
            inner.AvailabilityChanged(slug, availability);
        }
    }

    public void Routed(Decision decision)
    {
        if (!isClosed)
        {
            inner.Routed(decision);
        }
    }

    public void Invalidated(InvalidationCause cause, int dropped)
    {
        if (!isClosed)
        {
            inner.Invalidated(cause, dropped);
        }
    }
}
