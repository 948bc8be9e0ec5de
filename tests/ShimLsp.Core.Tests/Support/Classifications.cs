using ShimLsp.Core.Classifying;
using ShimLsp.Core.Health;
using ShimLsp.Core.Routing;

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
        session.FailAsync(
            outcome.NoAnswer is NoAnswer.Timeout
                ? new Classification.TimedOut()
                : new Classification.Failed(outcome, "It failed, as the test wants.")
        );

    /// <summary>The same for any classification.</summary>
    public static async Task<Decision> FailAsync(this TestSession session, Classification classification)
    {
        var asked = session.DecideAsync($"a task that is asked for the {session.Classifier.Calls}. time");
        (await session.Classifier.NextAsync()).Return(classification);
        return await asked;
    }
}
