using System.Text.Json;
using ShimLsp.Mock;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>The models' other end: the mock, in this process. Each model answers whoever has its key, and refuses everybody else.</summary>
internal sealed class MockProviders : IAsyncDisposable
{
    private static readonly TimeSpan ScoringTime = TimeSpan.FromMilliseconds(60);

    private readonly MockUpstream mock;
    private volatile string midKey = KeyOf(UpstreamCatalog.Mid);
    private volatile Gate? held;

    private MockProviders(MockUpstream mock)
    {
        this.mock = mock;
        mock[UpstreamCatalog.Judge].Answers(request => HasKey(request, KeyOf(UpstreamCatalog.Judge)) ? Scores(request) : Refusal);
    }

    /// <summary>Scheme, host and port.</summary>
    public string Origin => mock.Origin;

    /// <summary>How often the classifier was called.</summary>
    public int JudgeCalls => mock[UpstreamCatalog.Judge].Received;

    // It repeats what it refuses, as careless services do: nothing of that is to be seen anywhere.
    private static Answer Refusal => Answer.Fails(401).EchoingCredentials();

    /// <summary>Starts it on a free port of 127.0.0.1.</summary>
    public static async Task<MockProviders> StartAsync(CancellationToken cancellationToken) =>
        new(await MockUpstream.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>A model's first key.</summary>
    /// <param name="model">The model.</param>
    public static string KeyOf(string model) => $"demo-key-of-{model}";

    /// <summary>From now on a model answers so.</summary>
    /// <param name="model">The model.</param>
    /// <param name="answer">How.</param>
    public void Let(string model, Answer answer) =>
        mock[model].Answers(request => HasKey(request, model == UpstreamCatalog.Mid ? midKey : KeyOf(model)) ? answer : Refusal);

    /// <summary>From now on the middle model takes another key.</summary>
    /// <returns>The key.</returns>
    public string Rotate() => midKey = $"{KeyOf(UpstreamCatalog.Mid)}-2";

    /// <summary>Holds the classifier's answers back.</summary>
    /// <returns>What lets them through.</returns>
    public Gate Hold() => held = new();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => mock.DisposeAsync();

    private static bool HasKey(ReceivedRequest request, string key) =>
        (request.Header("x-api-key") ?? request.Header("Authorization")) is { } given && (given == key || given == $"Bearer {key}");

    private Answer Scores(ReceivedRequest request)
    {
        // The task travels as data: a JSON object in the user's message.
        var question = request.Json.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
        var task = DemoTasks.Of(JsonElement.Parse(question).GetProperty("task").GetString()!);
        return Answer
            .Scores((UpstreamCatalog.Small, task.Small), (UpstreamCatalog.Mid, task.Mid), (UpstreamCatalog.Large, task.Large))
            .Takes(400, 20)
            .HeadersAfter(new(ScoringTime, held));
    }
}
