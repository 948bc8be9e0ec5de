namespace ShimLsp.Server.Providers.Http;

/// <summary>The limits of a call in time and size. They ensure that no provider can occupy a client for ever.</summary>
internal sealed record CallLimits
{
    /// <summary>From the first packet to a connection, TLS included.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From sending to the headers of a streamed answer.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two bytes of a streamed answer.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// The longest time between two pieces of the reply. Signs of life and thoughts do not extend it, and thoughts may take long.
    /// </summary>
    public TimeSpan Speechless { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>From the last thing that it says to the end of its body.</summary>
    public TimeSpan Tail { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From sending to the last byte of an answer that comes whole.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>For the body of a refusal, which is only looked at for a known word.</summary>
    public TimeSpan ErrorBody { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most of a reply's body that is read, in bytes.</summary>
    public int MostReplyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The most of a refusal's body that is read, in bytes.</summary>
    public int MostErrorBytes { get; init; } = 64 * 1024;

    /// <summary>The largest number of redirects that are followed.</summary>
    public int MostRedirects { get; init; } = 3;
}
