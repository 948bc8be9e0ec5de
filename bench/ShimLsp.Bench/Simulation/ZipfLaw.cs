namespace ShimLsp.Bench.Simulation;

/// <summary>A Zipf-like law: the share of the thing with rank r is r to the power of minus the exponent.</summary>
internal sealed class ZipfLaw
{
    private readonly double[] sums;

    /// <summary>Makes a law.</summary>
    /// <param name="ranks">How many things there are.</param>
    /// <param name="exponent">The exponent; 0 makes all of them equally frequent.</param>
    public ZipfLaw(int ranks, double exponent)
    {
        sums = new double[ranks];
        for (var rank = 1; rank <= ranks; rank++)
        {
            sums[rank - 1] = (rank == 1 ? 0 : sums[rank - 2]) + Math.Pow(rank, -exponent);
        }
    }

    /// <summary>One of the things, from 0; the most frequent is 0.</summary>
    /// <param name="dice">The dice.</param>
    public int Draw(Dice dice)
    {
        var at = Array.BinarySearch(sums, dice.Unit() * sums[^1]);
        return at < 0 ? ~at : at;
    }

    /// <summary>
    /// What each of many has a day if they share a total by this law and none can have more than a limit. What the limit takes from the
    /// first ones, the others get.
    /// </summary>
    /// <param name="mean">The mean of all.</param>
    /// <param name="most">The limit, above the mean.</param>
    /// <returns>The amount of a rank, which counts from 1.</returns>
    public Func<int, double> Amounts(double mean, double most)
    {
        var (low, high) = (0.0, most / Share(sums.Length)); // at the upper end everybody has the most
        for (var round = 0; round < 100; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = Total(middle, most) < mean * sums.Length ? (middle, high) : (low, middle);
        }

        return rank => Math.Min(most, low * Share(rank));
    }

    private double Share(int rank) => rank == 1 ? sums[0] : sums[rank - 1] - sums[rank - 2];

    private double Total(double factor, double most)
    {
        // The limited ones are the first: everybody's share is smaller than that of the one before.
        var (from, to) = (0, sums.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = factor * Share(middle + 1) > most ? (middle + 1, to) : (from, middle);
        }

        return (from * most) + (factor * (sums[^1] - (from == 0 ? 0 : sums[from - 1])));
    }
}
