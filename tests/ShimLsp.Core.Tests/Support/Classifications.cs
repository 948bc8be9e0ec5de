using ShimLsp.Core.Health;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Support;

/// <summary>Routes whose classification goes as the test says; the session's classifier holds its calls.</summary>
internal static class Classifications
{
    /// <summary>A route whose classification goes well.</summary>
    public static async Task<Decision> AnswerAsync(this TestSession session, string task)
    {
        var asked = session.DecideAsync(task);
        (await session.Classifier.NextAsync()).Answer();
        return await asked;
    }

    /// <summary>A route whose classification fails so.</summary>
    public static Task<Decision> FailAsync(this TestSession session, Outcome outcome) =>
        session.FailAsync(new UpstreamException(outcome, "It failed, as the test wants."));

    /// <summary>The same for any failure.</summary>
    public static async Task<Decision> FailAsync(this TestSession session, Exception failure)
    {
        var asked = session.DecideAsync($"a task that is asked for the {session.Classifier.Calls}. time");
        (await session.Classifier.NextAsync()).Fail(failure);
        return await asked;
    }
}
