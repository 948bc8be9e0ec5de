namespace ShimLsp.Server.Cli.Doctor.Probing;

/// <summary>What became of a probe.</summary>
internal enum ProbeVerdict
{
    /// <summary>The model answered.</summary>
    Works,

    /// <summary>The key was rejected (401, or a 403 that names the key), or can no longer be read.</summary>
    KeyRefused,

    /// <summary>The account has nothing left to spend (402).</summary>
    OutOfCredit,

    /// <summary>Rate limited (429).</summary>
    RateLimited,

    /// <summary>The endpoint has no such model (404, 410).</summary>
    NoSuchModel,

    /// <summary>A guardrail or a firewall refused the request (any other 403).</summary>
    ContentRefused,

    /// <summary>The request was rejected, or something else than a model answered (any other status below 500).</summary>
    Refused,

    /// <summary>The endpoint failed (500 and above).</summary>
    Failing,

    /// <summary>The time ran out.</summary>
    NoAnswer,

    /// <summary>There was no connection, or it broke.</summary>
    NotReached,

    /// <summary>The person stopped waiting.</summary>
    Interrupted,
}

/// <summary>What became of the probes of all models that are ready.</summary>
/// <param name="CanRoute">Whether a candidate answered. The exit code depends on it.</param>
/// <param name="Verdict">The same as a sentence.</param>
/// <param name="Models">Each model that was asked, in the catalog's order.</param>
internal sealed record ProbesReport(bool CanRoute, string Verdict, IReadOnlyList<ProbeReport> Models);

/// <summary>What became of one probe.</summary>
/// <param name="Slug">Its name here.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Words">The same in a few words.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">The HTTP status; null if there was none.</param>
/// <param name="RetryAfterSeconds">How long the provider asks to wait; null if it does not say.</param>
/// <param name="Detail">What happened and what to do; null if there is nothing to do.</param>
internal sealed record ProbeReport(
    string Slug,
    ProbeVerdict Verdict,
    string Words,
    long Milliseconds,
    int? Status = null,
    double? RetryAfterSeconds = null,
    string? Detail = null
)
{
    /// <summary>The options that it refused, so that the request was sent again without them; null for none.</summary>
    public IReadOnlyCollection<string>? LearnedQuirks { get; init; }
}
