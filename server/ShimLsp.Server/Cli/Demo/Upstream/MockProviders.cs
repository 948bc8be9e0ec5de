using System.Text.Json;
using ShimLsp.Mock;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>The mock of the providers, in this process. A model answers only if the call has its key.</summary>
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

    // Its errors repeat the key, as those of careless services do. The server must never show that.
    private static Answer Refusal => Answer.Fails(401).EchoingCredentials();

    /// <summary>Starts it on a free port of 127.0.0.1.</summary>
    public static async Task<MockProviders> StartAsync(CancellationToken cancellationToken) =>
        new(await MockUpstream.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>A model's first key.</summary>
    /// <param name="model">The model.</param>
    public static string KeyOf(string model) => $"demo-key-of-{model}";

    /// <summary>Sets how a model answers from now on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="answer">The answer.</param>
    public void Let(string model, Answer answer) =>
        mock[model].Answers(request => HasKey(request, model == UpstreamCatalog.Mid ? midKey : KeyOf(model)) ? answer : Refusal);

    /// <summary>From now on the middle model takes another key.</summary>
    /// <returns>The key.</returns>
    public string Rotate() => midKey = $"{KeyOf(UpstreamCatalog.Mid)}-2";

    /// <summary>Holds back the classifier's answers.</summary>
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
