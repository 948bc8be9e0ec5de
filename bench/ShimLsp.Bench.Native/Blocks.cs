using System.Diagnostics;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Native;

/// <summary>
/// Things measured by turns, a block of each at a time, so that what disturbs the machine disturbs them alike. The first two rounds are
/// not counted.
/// </summary>
/// <param name="rounds">How many blocks of each.</param>
internal sealed class Blocks(int rounds)
{
    private const int WarmUp = 2;

    private readonly List<Action> measured = [];

    /// <summary>Adds a thing to measure.</summary>
    /// <param name="count">How many operations a block has.</param>
    /// <param name="block">Does them.</param>
    /// <returns>The nanoseconds of one operation in each round, once <see cref="Run"/> has run.</returns>
    public List<double> Add(int count, Action block)
    {
        var nanoseconds = new List<double>();
        measured.Add(() =>
        {
            var started = Stopwatch.GetTimestamp();
            block();
            nanoseconds.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / count);
        });
        return nanoseconds;
    }

    /// <summary>Measures all of them.</summary>
    public void Run()
    {
        for (var round = -WarmUp; round < rounds; round++)
        {
            measured.ForEach(static one => one());
        }
    }

    /// <summary>The counted blocks.</summary>
    /// <param name="all">What <see cref="Add"/> returned.</param>
    /// <param name="unit">Nanoseconds in the unit that is wanted.</param>
    public static Sample Of(List<double> all, double unit = 1) => Sample.Of(all.Skip(WarmUp).Select(one => one / unit));

    /// <summary>The ratios of two in the same rounds.</summary>
    public static Sample Ratio(List<double> one, List<double> other) =>
        Sample.Of(one.Zip(other, (above, below) => above / below).Skip(WarmUp));
}
