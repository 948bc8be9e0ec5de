namespace ShimLsp.Soak.Gateway.Checking;

/// <summary>
/// A file that changes under the server: which of its versions a request may go by. Old ones may be used for a while after a change that
/// nobody announces, but never again once a newer one was. Not thread-safe.
/// </summary>
/// <param name="grace">How long after a change the version before it may be used.</param>
internal sealed class VersionTruth(TimeSpan grace)
{
    private readonly List<(TimeSpan Written, TimeSpan Seen)> versions = [];

    /// <summary>The number of the latest version; 0 is the first.</summary>
    public int Latest => versions.Count - 1;

    /// <summary>The next version has been written.</summary>
    /// <param name="at">When that was done.</param>
    public void Write(TimeSpan at) => versions.Add((at, TimeSpan.MaxValue));

    /// <summary>A version was used.</summary>
    /// <param name="version">Its number.</param>
    /// <param name="at">When that was seen.</param>
    public void See(int version, TimeSpan at)
    {
        if (version >= 0 && version <= Latest && at < versions[version].Seen)
        {
            versions[version] = versions[version] with { Seen = at };
        }
    }

    /// <summary>The oldest version that a request may use.</summary>
    /// <param name="start">When the request was sent.</param>
    public int Oldest(TimeSpan start) =>
        Math.Max(0, versions.FindLastIndex(version => version.Seen <= start || version.Written + grace <= start));
}
