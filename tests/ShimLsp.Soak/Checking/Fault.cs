namespace ShimLsp.Soak.Checking;

/// <summary>What is wrong with an answer.</summary>
/// <param name="Kind">What kind of wrong.</param>
/// <param name="What">In a sentence.</param>
internal readonly record struct Fault(FindingKind Kind, string What)
{
    public static Fault Stale(string what) => new(FindingKind.Stale, what);

    public static Fault Crossed(string what) => new(FindingKind.Crossed, what);

    public static Fault Lost(string what) => new(FindingKind.Lost, what);

    public static Fault Wrong(string what) => new(FindingKind.Wrong, what);

    public static Fault Refusal(string what) => new(FindingKind.Refusal, what);
}
