namespace ShimLsp.Mock;

/// <summary>How a mock is set up.</summary>
public sealed record MockOptions
{
    /// <summary>Whether requests are kept for a test to look at. Off, a request leaves nothing behind but counts.</summary>
    public bool Records { get; init; } = true;

    /// <summary>The clock of scripted times and of arrivals.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
