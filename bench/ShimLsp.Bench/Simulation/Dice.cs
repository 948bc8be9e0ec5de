namespace ShimLsp.Bench.Simulation;

/// <summary>
/// Numbers that look random and are the same at every run: SplitMix64 (Steele, Lea and Flood, 2014). Eight bytes, so that every developer
/// has dice of their own, and what one does changes nothing of what another does.
/// </summary>
/// <param name="seed">Equal seeds give equal numbers.</param>
internal sealed class Dice(ulong seed)
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private ulong state = seed;

    /// <summary>Dice for one of many.</summary>
    /// <param name="seed">The seed of all.</param>
    /// <param name="number">Which one.</param>
    public static Dice Of(ulong seed, long number) => new(new Dice(seed + ((ulong)number * Step)).Next());

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        var mixed = state += Step;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 up to, and not including, 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 up to, and not including, a number.</summary>
    /// <param name="below">The number.</param>
    public int Below(int below) => (int)(Unit() * below);

    /// <summary>Whether something with this chance happens.</summary>
    /// <param name="chance">From 0 to 1.</param>
    public bool Falls(double chance) => Unit() < chance;

    /// <summary>A time until the next of events that come independently of each other.</summary>
    /// <param name="mean">The mean time.</param>
    public TimeSpan Wait(TimeSpan mean) => mean * -Math.Log(1 - Unit());

    /// <summary>A count of at least 1, each further one as likely as the one before.</summary>
    /// <param name="mean">The mean, at least 1.</param>
    public int Count(double mean)
    {
        var chance = 1 - (1 / mean); // of one more
        return chance <= 0 ? 1 : 1 + (int)(Math.Log(1 - Unit()) / Math.Log(chance));
    }

    /// <summary>A whole number next to a fraction, which is its mean.</summary>
    /// <param name="mean">The mean.</param>
    public int Rounded(double mean) => (int)mean + (Falls(mean - Math.Truncate(mean)) ? 1 : 0);
}
