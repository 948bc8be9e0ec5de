using System.Text.Json;
using ShimLsp.Server.Tests.Architecture;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli.Evaluate;

/// <summary><c>evaluate</c> on a folder of recorded sessions.</summary>
public sealed class EvaluateTranscriptsTests : IDisposable
{
    private const string Models = """
        { "models": [
          { "slug": "small", "model": "claude-a", "provider": "anthropic", "api_key": "${env:NOT_SET}", "strength": 0.4,
            "pricing": { "input": 1, "cached_input": 0.1, "output": 10 } },
          { "slug": "large", "model": "gpt-5", "provider": "openai", "api_key": "${env:NOT_SET}", "strength": 0.95, "supports_images": true,
            "pricing": { "input": 10, "cached_input": 1, "output": 100 } } ] }
        """;

    private readonly Person person = new();

    public EvaluateTranscriptsTests()
    {
        person.Write("config/shim-lsp/models.json", Models);
        foreach (
            var (from, to) in new[]
            {
                ("claude-code.jsonl", ".claude/projects/shop/1.jsonl"),
                ("codex.jsonl", ".codex/sessions/2026/01/02/rollout-2026.jsonl"),
                ("codex-subagent.jsonl", ".codex/sessions/2026/01/02/rollout-2027.jsonl"),
                ("specstory.md", "shop/.specstory/history/2025-09-10.md"),
                ("aider.md", "shop/.aider.chat.history.md"),
            }
        )
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, "tests/ShimLsp.Core.Tests/Evaluation/Transcripts", from));
            person.Write($"workspace/all/{to}", text);
        }

        person.Write("workspace/all/shop/README.md", "# A shop\n");
        person.Write("workspace/all/shop/node_modules/x/.aider.chat.history.md", "# aider chat started at 2026-01-02 03:04:05\n#### no\n");
    }

    public void Dispose() => person.Dispose();

    [Fact]
    public async Task It_counts_turns_requests_costs_and_what_it_left_out()
    {
        var run = await person.Run(["evaluate", "all", "--json"]);
        (run.ExitCode, run.Error).Should().Be((0, ""));
        run.Json.ShouldCover(
            """
            {"threshold":0.7,"files":{"transcripts":{"claudeCode":1,"codex":2,"specStory":1,"aider":1},"others":1,"unreadable":0,
             "brokenLines":2,"subagentMessages":2,"repeatedMessages":0},"from":"2025-09-10T02:10:00+00:00","to":"2026-04-27T09:00:00+00:00",
             "sessions":5,"turns":8,"estimatedRequests":1,"notRoutable":0,"againstStrongest":{"model":"large"},
             "againstRun":{"model":"-"},"unknownModels":{"claude-sonnet-4-6":2,"claude-b":1}}
            """
        );
        var models = run.Json.At("models").EnumerateArray().ToArray();
        models.Sum(model => model.Figure("first")).Should().Be(5);
        models.Sum(model => model.Figure("turns")).Should().Be(8);
        models.Sum(model => model.Figure("requests")).Should().Be(run.Json.Figure("requests"));
        run.Json.At("languages").EnumerateObject().Sum(language => language.Value.GetInt64()).Should().Be(8);
    }

    [Fact]
    public async Task A_person_reads_lines_of_at_most_100_characters_without_a_word_of_the_sessions()
    {
        var run = await person.Run(["evaluate", "all"]);
        (run.ExitCode, run.Error).Should().Be((0, ""));
        run.Lines.Should().OnlyContain(line => line.Length <= 100);
        run.Lines[0].Should().StartWith("8 turns and ").And.EndWith(" of 5 sessions, 2025-09-10 to 2026-04-27.");
        run.Lines.Select(line => line.Split("  ")[0])
            .Should()
            .ContainInOrder(
                "WHERE THE TURNS WOULD HAVE GONE, AT THE THRESHOLD 0.70",
                "MODEL",
                "WHAT THEY WOULD HAVE COST",
                "CONVERSATIONS"
            );
        run.Out.Should().NotContainAny("sticky", "rename", "slow", "fix it", "Bash", "no such file");
    }

    [Fact]
    public async Task The_threshold_moves_turns()
    {
        (await person.Run(["evaluate", "all", "--threshold", "0", "--json"]))
            .Json.At("models")[0]
            .ShouldCover("""{"slug":"small","share":0.875}""");
        (await person.Run(["evaluate", "all", "--threshold", "1", "--json"]))
            .Json.At("models")[0]
            .ShouldCover("""{"slug":"large","share":1}""");
    }

    [Theory]
    [InlineData("all --svg x.svg", 2, "--svg is for rows, and 'all' is a folder of transcripts.")]
    [InlineData("empty", 1, "The folder has no transcripts. Name a folder of Claude Code (~/.claude/projects)")]
    public async Task A_folder_that_has_none_or_an_option_of_rows_is_an_error_that_says_what_to_do(string line, int code, string says)
    {
        person.Write("workspace/empty/notes.md", "# Notes\n");
        var run = await person.Run(["evaluate", .. line.Split(' ')]);

        run.ExitCode.Should().Be(code);
        run.Error.Should().Contain(says);
        File.Exists(Path.Combine(person.Workspace, "x.svg")).Should().BeFalse();
    }

    [Fact]
    public async Task The_page_names_every_field_of_the_json()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/evaluate.md"));
        var json = (await person.Run(["evaluate", "all", "--json"])).Json;
        Names(json).Distinct().Where(name => !page.Contains($"`{name}`") && !page.Contains($"`{name}[]`")).Should().BeEmpty();

        static IEnumerable<string> Names(JsonElement json) =>
            json.ValueKind switch
            {
                JsonValueKind.Object => json.EnumerateObject()
                    .Where(field => field.Name is not "small")
                    .SelectMany(field =>
                        field.Name is "languages" or "unknownModels" ? [field.Name] : Names(field.Value).Prepend(field.Name)
                    ),
                JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
                _ => [],
            };
    }
}
