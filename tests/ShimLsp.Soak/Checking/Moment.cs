namespace ShimLsp.Soak.Checking;

/// <summary>A moment on the server between two of ours: after a message was sent, before its answer was received.</summary>
/// <param name="Earliest">Not before.</param>
/// <param name="Latest">Not after.</param>
internal readonly record struct Moment(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    /// <summary>Both processes read one clock, which may be set by a little in between.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(20);

    /// <summary>So much later.</summary>
    public Moment After(TimeSpan span) => new(Earliest + span, Latest + span);

    /// <summary>Whether it is surely before the other.</summary>
    public bool IsBefore(Moment other) => Latest + ClockStep < other.Earliest;

    /// <summary>Whether the server may have meant that moment.</summary>
    public bool Covers(DateTimeOffset moment) => Earliest - ClockStep <= moment && moment <= Latest + ClockStep;

    /// <summary>The later of two, as far as is known.</summary>
    public Moment Later(Moment other) =>
        new(Earliest > other.Earliest ? Earliest : other.Earliest, Latest > other.Latest ? Latest : other.Latest);

    public override string ToString() =>
        Earliest == Latest ? $"{Earliest:HH:mm:ss.fff}" : $"{Earliest:HH:mm:ss.fff} to {Latest:HH:mm:ss.fff}";
}
