using System.Collections.Immutable;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>A task with the scores of the mock's classifier.</summary>
/// <param name="Text">The task as it is sent.</param>
/// <param name="Small">The score of the small model.</param>
/// <param name="Mid">The score of the middle one.</param>
/// <param name="Large">The score of the large one.</param>
internal sealed record DemoTask(string Text, double Small, double Mid, double Large);

/// <summary>The tasks of the demonstration.</summary>
internal static class DemoTasks
{
    public static readonly DemoTask Trivial = new("Fix the typo in the heading of README.md", 0.97, 0.99, 0.99);
    public static readonly DemoTask Middling = new("Find out why the cache test is flaky, and fix it", 0.41, 0.86, 0.95);
    public static readonly DemoTask Hard = new("Shard the session store, prove no write is lost", 0.08, 0.52, 0.91);
    public static readonly DemoTask Asked = new("Write unit tests for src/dates.ts", 0.79, 0.93, 0.96);
    public static readonly DemoTask Question = new("What is a mutex? Answer in one sentence", 0.95, 0.98, 0.99);
    public static readonly DemoTask Tool = new("Which clock does test/cache.test.ts read?", 0.58, 0.90, 0.96);
    public static readonly DemoTask Rename = new("Rename getCwd to currentFolder", 0.96, 0.99, 0.99);
    public static readonly DemoTask Message = new("Write the commit message for this rename", 0.94, 0.97, 0.98);
    public static readonly DemoTask Edge = new("Add a test for the empty list", 0.58, 0.95, 0.97);

    private static readonly ImmutableArray<DemoTask> All = [Trivial, Middling, Hard, Asked, Question, Tool, Rename, Message, Edge];

    /// <summary>The task of that text.</summary>
    /// <param name="text">The text.</param>
    public static DemoTask Of(string text) => All.Single(task => task.Text == text);
}
