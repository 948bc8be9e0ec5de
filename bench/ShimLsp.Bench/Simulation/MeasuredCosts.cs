namespace ShimLsp.Bench.Simulation;

/// <summary>
/// What was measured of the gateway and of Redis, and the prices that are assumed. docs/scale.md names the source of each figure. The worst
/// of what was measured is taken, so the sums are rather too high.
/// </summary>
internal static class MeasuredCosts
{
    /// <summary>Processor time of a request in the gateway, in microseconds: the most of all tables (docs/performance.md).</summary>
    public const double RequestMicroseconds = 280;

    /// <summary>Processor time of a streamed piece in the gateway, in microseconds (docs/performance.md).</summary>
    public const double PieceMicroseconds = 29.46;

    /// <summary>Processor time of the embedded scorer, in microseconds: prose of 6,000 characters (docs/performance.md).</summary>
    public const double EmbeddedMicroseconds = 41.18;

    /// <summary>Memory of an open session, in KiB (docs/performance.md).</summary>
    public const double SessionKiB = 26.16;

    /// <summary>Resident memory of a gateway with nothing to do, in MiB (docs/performance.md).</summary>
    public const double IdleMiB = 26.22;

    /// <summary>Memory of a stream in flight, in KiB: the peak of 500 above idle (docs/performance.md).</summary>
    public const double StreamKiB = (76.99 - 26.22) * 1024 / 500;

    /// <summary>The time in which a reply is streamed, in seconds: an assumption.</summary>
    public const double ReplySeconds = 8;

    /// <summary>The pieces of a reply: an assumption.</summary>
    public const double ReplyPieces = 150;

    /// <summary>The tokens that a classifier reads: an assumption.</summary>
    public const double ClassifierInput = 1_500;

    /// <summary>The tokens that a classifier writes: an assumption.</summary>
    public const double ClassifierOutput = 80;

    /// <summary>US dollars for a million tokens of `haiku` in the sample catalog: input.</summary>
    public const double InputPrice = 0.1;

    /// <summary>US dollars for a million tokens of `haiku` in the sample catalog: output.</summary>
    public const double OutputPrice = 0.5;

    /// <summary>US dollars for an hour of a processor: an assumption.</summary>
    public const double ProcessorHour = 0.04;

    /// <summary>US dollars for an hour of a GiB of memory: an assumption.</summary>
    public const double GibHour = 0.005;

    /// <summary>The share of a processor that is planned to be used at the peak: an assumption.</summary>
    public const double Utilisation = 0.6;
}
