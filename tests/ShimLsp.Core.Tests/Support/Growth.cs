using System.Diagnostics;

namespace ShimLsp.Tests.Support;

/// <summary>
/// How the time of some work grows with its input, by the best of a few tries. Both sides of the comparison take equally long, so a slow or
/// busy machine delays both. Work that is not linear fails in seconds; a limit of time would have to be hours.
/// </summary>
internal static class Growth
{
    private const int Times = 8;
    private const int MostTries = 7;
    private const double MostRatio = 3;

    /// <summary>Checks that one piece of work takes about as long as eight pieces of an eighth of its size.</summary>
    /// <param name="size">The size of the eighth. Its work should take about a millisecond.</param>
    /// <param name="prepare">Makes the work on an input of a size.</param>
    public static void IsLinear(int size, Func<int, Action> prepare)
    {
        var (small, large) = (prepare(size), prepare(Times * size));
        small(); // the code is there now
        List<double> ratios = [];
        do
        {
            ratios.Add(Time(large, 1) / Time(small, Times));
        } while (ratios[^1] > MostRatio && ratios.Count < MostTries);

        ratios.Min().Should().BeLessThanOrEqualTo(MostRatio, "linear work has a ratio of about 1, quadratic work one of {0}", Times);
    }

    private static double Time(Action work, int times)
    {
        var started = Stopwatch.GetTimestamp();
        for (var time = 0; time < times; time++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
