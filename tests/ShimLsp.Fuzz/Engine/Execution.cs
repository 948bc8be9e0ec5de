using System.Diagnostics;

namespace ShimLsp.Fuzz.Engine;

/// <summary>Executes inputs of one target, and tells failures apart.</summary>
/// <param name="target">The target.</param>
/// <param name="slow">How long one execution may take.</param>
internal sealed class Execution(IFuzzTarget target, TimeSpan slow)
{
    private const int Repeats = 3;

    /// <summary>The longest that one execution has taken.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Executes an input.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public Exception? Try(byte[] input)
    {
        var (failure, elapsed) = Once(input);
        for (var left = Repeats; failure is null && elapsed > slow && left > 0; left--)
        {
            // Other programs may have had the processor meanwhile; they will not each time.
            (failure, var again) = Once(input);
            elapsed = again < elapsed ? again : elapsed;
        }

        Slowest = elapsed > Slowest ? elapsed : Slowest;
        return failure
            ?? (
                elapsed > slow
                    ? new PropertyViolation("no input takes long", $"{input.Length} bytes took {elapsed.TotalMilliseconds:0} ms")
                    : null
            );
    }

    /// <summary>A failure's kind: shrinking keeps it, and a run reports each kind once.</summary>
    public static string KindOf(Exception failure) =>
        failure is PropertyViolation violation
            ? violation.Property
            : $"{failure.GetType().Name} "
                + $"{failure.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("ShimLsp.", StringComparison.Ordinal))?.Trim()}";

    private (Exception? Failure, TimeSpan Elapsed) Once(byte[] input)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            target.Run(input);
            return (null, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception failure)
        {
            return (failure, Stopwatch.GetElapsedTime(start));
        }
    }
}
