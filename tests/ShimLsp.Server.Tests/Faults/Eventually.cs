using System.Diagnostics;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>Waits for a state that no message announces.</summary>
internal static class Eventually
{
    public static Task Holds(Func<bool> condition, string what) => Holds(() => Task.FromResult(condition()), what);

    public static async Task Holds(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > ShimClient.Limit)
            {
                throw new TimeoutException($"It never came about that {what}.");
            }

            await Task.Delay(20);
        }
    }
}
