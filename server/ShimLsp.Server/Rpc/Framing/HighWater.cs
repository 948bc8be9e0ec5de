namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// Tells when too much has gathered, until at most half of that is left: a level that hovers about one mark would start and stop its
/// readers for nothing.
/// </summary>
/// <param name="mark">From this level on it is too much.</param>
internal sealed class HighWater(long mark)
{
    private volatile Hold? over;

    /// <summary>Whether it is too much now.</summary>
    public bool IsOver => over is not null;

    /// <summary>Completes when it no longer is.</summary>
    public Task Fallen => over?.Released ?? Task.CompletedTask;

    /// <summary>Notes a level. The caller holds its own lock.</summary>
    public void Set(long level)
    {
        if (over is not { } hold)
        {
            over = level >= mark ? new Hold() : null;
        }
        else if (level <= mark / 2)
        {
            over = null;
            hold.Release();
        }
    }
}
