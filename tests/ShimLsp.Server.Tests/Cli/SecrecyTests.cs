using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>No command prints a key or a task, neither when a model fails and repeats both nor when the key is in a wrong place.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit ends it by IAsyncLifetime.")]
public sealed class SecrecyTests : IAsyncLifetime
{
    private const string Key = "sk-c4n4ry-7d1f";
    private const string Task = "Rename z3br4.";

    private static readonly string Echo = $"Your key {Key}, your task: {Task}";

    private readonly Person person = new Person().With("TEAM_KEY", Key);
    private MockUpstream upstream = null!;

    public static TheoryData<string> Failures => [.. Answers.Keys];

    private static Dictionary<string, Answer> Answers { get; } =
        new()
        {
            ["a key is refused"] = Answer.Fails(401, Echo),
            ["no credit"] = Refuses(402, "insufficient_quota"),
            ["a country is not served"] = Refuses(403, "unsupported_country_region_territory"),
            ["the content is refused"] = Refuses(403, "flagged"),
            ["no such model"] = Refuses(404, "model_not_found"),
            ["a wrong address"] = Answer.Sends("text/plain", $"404 page not found {Echo}") with { Status = 404 },
            ["too long"] = Refuses(400, "context_length_exceeded"),
            ["an option is refused"] = Refuses(400, "max_completion_tokens: unsupported_parameter"),
            ["a wrong request"] = Answer.Fails(400, Echo),
            ["a pause"] = Answer.Fails(429, $"{Echo} Please try again in 20s.").RetryAfter(Key),
            ["a fault"] = Answer.Fails(500, Echo),
            ["overloaded"] = Answer.Fails(529, Echo),
            ["a page"] = Answer.Sends("text/html", $"<html>{Echo}</html>"),
            ["a redirect"] = Answer.Redirects($"http://127.0.0.1:9/{Key}", 302),
            ["a redirect that is followed"] = Answer.Redirects($"http://{Key}.invalid/v1?task={Uri.EscapeDataString(Task)}"),
            ["not JSON"] = Answer.Sends("application/json", $"{{\"choices\": {Echo}"),
            ["another JSON"] = Answer.Sends("application/json", $"{{\"detail\":{JsonSerializer.Serialize(Echo)}}}"),
            ["an unknown encoding"] = Answer.Sends("application/json", Echo).WithHeader("Content-Encoding", Key),
            ["a broken encoding"] = Answer.Sends("application/json", Echo).WithHeader("Content-Encoding", "gzip"),
            ["an error in mid-stream"] = Answer.Says("one").ErrsAfter(1, Echo).AlwaysStreams(),
            ["a stream that breaks off"] = Answer.Says("one", "two").DropsAfter(1).AlwaysStreams(),
            ["an event that is not JSON"] = Answer.Sends("text/event-stream", $"event: error\ndata: {Echo}\n\n"),
            ["an empty stream"] = Answer.Sends("text/event-stream", $": {Echo}\n\ndata: [DONE]\n\n"),
            ["no connection"] = Answer.Drops(),
        };

    public async Task InitializeAsync() => upstream = await MockUpstream.StartAsync();

    public async Task DisposeAsync()
    {
        await upstream.DisposeAsync();
        person.Dispose();
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_model_that_fails_and_repeats_key_and_task_gets_neither_into_the_output(string failure)
    {
        var catalog = ChatWorld.Catalog(upstream.BaseUrl, "openai", "${env:TEAM_KEY}");
        person.Write("config/shim-lsp/models.json", catalog);
        upstream.OthersAnswer(Answers[failure]);

        await Check(
            ["chat", Task],
            ["chat", Task, "--json"],
            ["route", Task, "--classifier", "mid", "--explain"],
            ["doctor", "--probe", "--json"]
        );

        upstream.Requests.Should().Contain(request => request.Body.Contains("z3br4")).And.OnlyContain(request => Header(request) == Key);
    }

    [Theory]
    [InlineData("\"api_key\": \"${env:KEY\"")]
    [InlineData("\"api_key\": \"${secret:}KEY\"")]
    [InlineData("\"api_key\": \"KEY and more\"")]
    [InlineData("\"api_key\": [\"KEY\"]")]
    [InlineData("\"api_key\": {\"KEY\": \"KEY\"}")]
    [InlineData("\"apikey\": \"KEY\", \"key\": \"KEY\", \"token\": \"KEY\"")]
    [InlineData("\"extra_headers\": {\"Authorization\": \"Bearer KEY ${env:}\"}")]
    [InlineData("\"extra_headers\": {\"X-A\": \"KEY\\r\\nX-B: KEY\", \"X-C\": [\"KEY\"], \"Host\": \"KEY\"}")]
    [InlineData("\"extra_headers\": \"Authorization: KEY\"")]
    [InlineData("\"base_url\": \"http://user:KEY@models.example/v1?key=KEY\"")]
    [InlineData("\"base_url\": \"https://models.example/KEY/v1\", \"api_base\": \"https://KEY@other.example\"")]
    [InlineData("\"base_url\": \"ftp://models.example/KEY\"")]
    [InlineData("\"endpoint\": \"KEY\"")]
    public async Task A_key_in_a_wrong_place_of_the_catalog_is_not_printed(string fields)
    {
        var row = $$"""{ "slug": "m", "model": "m", "provider": "openai", {{fields.Replace("KEY", Key, StringComparison.Ordinal)}} }""";
        var catalog = person.Write("config/shim-lsp/models.json", $$"""{ "models": [ {{row}}, "llama" ], "api_key": "{{Key}}" }""");

        await Check(["models", "--json"], ["check", catalog], ["doctor"], ["status"], ["route", Task, "--json"]);
    }

    private static Answer Refuses(int status, string word) =>
        Answer.Sends(
            "application/json",
            $$$"""{"error":{"message":{{{JsonSerializer.Serialize($"{word}: {Echo}")}}},"code":"{{{word}}}","param":"{{{Key}}}"}}"""
        ) with
        {
            Status = status,
        };

    private static string? Header(ReceivedRequest request) => request.Header("Authorization")?.Replace("Bearer ", "");

    private async Task Check(params string[][] commands)
    {
        foreach (var command in commands)
        {
            var run = await person.Run(command);
            (run.Out + run.Error)
                .Should()
                .NotContainAny(["c4n4ry", "7d1f", "z3br4"], "of `{0}`", string.Join(' ', command[0], command[^1]));
            (run.Out + run.Error).Should().NotBeEmpty();
        }
    }
}
