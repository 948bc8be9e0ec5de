using Microsoft.Extensions.Time.Testing;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Moves a fake clock for work that sets its timer at a moment that the test cannot see.</summary>
internal static class Eventually
{
    /// <summary>Moves it, again and again, until the work has ended.</summary>
    public static async Task AdvanceAsync(FakeTimeProvider clock, TimeSpan step, Task work)
    {
        for (var i = 0; i < 500 && !work.IsCompleted; i++)
        {
            clock.Advance(step);
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(20)));
        }

        work.IsCompleted.Should().BeTrue("the time has long run out");
    }
}
