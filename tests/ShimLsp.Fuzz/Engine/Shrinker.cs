namespace ShimLsp.Fuzz.Engine;

/// <summary>Shortens an input as long as it keeps the effect for which it was kept.</summary>
internal static class Shrinker
{
    private const int MostTries = 10_000;

    /// <summary>Shrinks.</summary>
    /// <param name="input">The input.</param>
    /// <param name="stillDoes">Whether a shorter one does the same.</param>
    public static byte[] Shrink(byte[] input, Func<byte[], bool> stillDoes)
    {
        var best = input;
        var tries = 0;
        for (var size = Math.Max(1, best.Length / 2); size > 0; size = size == 1 ? 0 : size / 2)
        {
            for (var at = 0; at < best.Length && tries < MostTries; tries++)
            {
                byte[] shorter = [.. best[..at], .. best[Math.Min(at + size, best.Length)..]];
                if (stillDoes(shorter))
                {
                    best = shorter;
                }
                else
                {
                    at += size;
                }
            }
        }

        return best;
    }
}
