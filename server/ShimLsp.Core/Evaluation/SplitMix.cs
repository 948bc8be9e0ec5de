namespace ShimLsp.Core.Evaluation;

/// <summary>
/// A sequence of numbers that looks random and is the same on every machine and every runtime, which <c>Random</c> does not promise:
/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
/// </summary>
/// <param name="seed">Names the sequence.</param>
internal struct SplitMix(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next number.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>The next number from 0 to below the bound; of a bound this small the bias is less than one in a thousand million.</summary>
    /// <param name="bound">Above 0.</param>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);
}
