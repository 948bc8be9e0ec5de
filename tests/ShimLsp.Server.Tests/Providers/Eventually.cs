using Microsoft.Extensions.Time.Testing;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Moves a fake clock for work that sets its timer at a moment that the test cannot see.</summary>
internal static class Eventually
{
    /// <summary>Moves it, again and again, until the work has ended.</summary>
    public static async Task AdvanceAsync(FakeTimeProvider clock, TimeSpan step, Task work)
    {
        var limit = Task.Delay(ShimClient.Limit);
        while (!work.IsCompleted && !limit.IsCompleted)
        {
            clock.Advance(step);
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(20)));
        }

        work.IsCompleted.Should().BeTrue("the time has long run out");
    }
}
