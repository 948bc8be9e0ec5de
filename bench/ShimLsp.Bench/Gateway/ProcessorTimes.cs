using System.Diagnostics;
using ShimLsp.Bench.Report;
using ShimLsp.Bench.Stdio;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway;

/// <summary>
/// What a request takes of the processors: in the gateway, and in the two processes that have to share them with it. All that is not the
/// gateway's limits what can be measured of it.
/// </summary>
/// <param name="gateway">The gateway.</param>
/// <param name="upstream">The upstream.</param>
internal sealed class ProcessorTimes(ServerProcess gateway, MockProcess upstream)
{
    private readonly List<double> ours = [];
    private readonly List<double> theirs = [];
    private readonly List<double> own = [];

    /// <summary>The gateway's, in microseconds a request.</summary>
    public Sample Gateway => Sample.Of(ours);

    /// <summary>The upstream's.</summary>
    public Sample Upstream => Sample.Of(theirs);

    /// <summary>The client's: of this process.</summary>
    public Sample Client => Sample.Of(own);

    /// <summary>Measures one round.</summary>
    /// <param name="count">How many requests it makes.</param>
    /// <param name="run">Makes them, and gives the seconds that it took.</param>
    /// <returns>The requests per second.</returns>
    public double Measure(int count, Func<double> run)
    {
        var (before, upstreamBefore, ownBefore) = (gateway.ProcessorMicroseconds(), upstream.ProcessorMicroseconds(), Own());
        var seconds = run();
        ours.Add((gateway.ProcessorMicroseconds() - before) / count);
        theirs.Add((upstream.ProcessorMicroseconds() - upstreamBefore) / count);
        own.Add((Own() - ownBefore) / count);
        return count / seconds;
    }

    private static double Own()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMicroseconds;
    }
}
