namespace ShimLsp.Server.Cli.Doctor.Probing;

/// <summary>What came of asking a model.</summary>
internal enum ProbeVerdict
{
    /// <summary>It answers.</summary>
    Works,

    /// <summary>Its key was refused (401, 403), or could not be read any more.</summary>
    KeyRefused,

    /// <summary>It asked for a pause, or its account has nothing left (402, 429).</summary>
    RateLimited,

    /// <summary>Its endpoint knows no such model (404).</summary>
    NoSuchModel,

    /// <summary>It refused the question, or what answered is no model (any other status below 500).</summary>
    Refused,

    /// <summary>Its endpoint has failed (500 and above).</summary>
    Failing,

    /// <summary>The time ran out.</summary>
    NoAnswer,

    /// <summary>There was no connection, or it broke off.</summary>
    NotReached,

    /// <summary>The person did not wait for it.</summary>
    Interrupted,
}

/// <summary>What came of asking every model whose key is there.</summary>
/// <param name="CanRoute">Whether a candidate answers: what the exit code says.</param>
/// <param name="Verdict">The same as a sentence.</param>
/// <param name="Models">Each model that was asked, in the catalog's order.</param>
internal sealed record ProbesReport(bool CanRoute, string Verdict, IReadOnlyList<ProbeReport> Models);

/// <summary>What came of asking one.</summary>
/// <param name="Slug">Its name here.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Words">The same in a few words.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">The HTTP status; null where there was none.</param>
/// <param name="RetryAfterSeconds">How long it asked to be left alone; null where it did not say.</param>
/// <param name="Detail">What happened and what to do, a sentence; null where there is nothing to do.</param>
internal sealed record ProbeReport(
    string Slug,
    ProbeVerdict Verdict,
    string Words,
    long Milliseconds,
    int? Status = null,
    double? RetryAfterSeconds = null,
    string? Detail = null
);
