using System.Text.Json;
using ShimLsp.Server.Tests.Conversations;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>check</c>: problems as compilers print them, and an exit code that a CI job can rely on.</summary>
public sealed class CheckCommandTests
{
    private const string Good = """{ "models": [ { "slug": "a", "model": "m", "provider": "ollama" } ] }""";
    private const string Warns = """
        { "models": [
          { "slug": "a", "model": "m", "provider": "ollama", "cost": -1 } ] }
        """;
    private const string Notes = """{ "models": [ "llama", { "slug": "a", "model": "m", "provider": "ollama", "cost": 1 } ] }""";
    private const string Unread = """{ "models": [ { "slug": "a", "model": "m", "provider": "ollama", "prices": { "input": 1 } } ] }""";
    private const string LosesARow = """
        { "models": [
          { "slug": "a", "model": "m", "provider": "ollama", "cost": -1 },
          { "slug": "b", "model": "m", "provider": "olama" } ] }
        """;

    [Theory]
    [InlineData(Good, 0, 0, "m.json: 1 model, no problems.")]
    [InlineData(Warns, 0, 1, "m.json:2:62: warning: ", "m.json: 1 model, 1 warning.")]
    [InlineData(Notes, 0, 0, "m.json:1:13: note: ", "m.json: 2 models, 1 note.")]
    [InlineData(LosesARow, 1, 1, "m.json:2:62: warning: ", "m.json:3:44: error: ", "m.json: 1 model, 1 error, 1 warning.")]
    [InlineData(
        Unread,
        0,
        1,
        "m.json:1:66: warning: Nothing reads \"prices\" in a row. Here it is written `pricing`.",
        "m.json: 1 model, 1 warning."
    )]
    [InlineData("{ \"models\": [", 1, 1, "m.json:1:13: error: ", "m.json: cannot be read, 1 error.")]
    [InlineData("", 1, 1, "m.json:1:1: error: The file is empty.", "m.json: cannot be read, 1 error.")]
    public async Task Each_problem_is_a_line_and_the_exit_code_is_for_CI(string text, int exitCode, int strict, params string[] lines)
    {
        using var person = new Person();
        person.Write("workspace/m.json", text);

        var run = await person.Run(["check", "m.json"]);

        run.ExitCode.Should().Be(exitCode);
        run.Error.Should().BeEmpty();
        run.Lines.Should().HaveSameCount(lines);
        run.Lines.Zip(lines).Should().OnlyContain(pair => pair.First.StartsWith(pair.Second, StringComparison.Ordinal));
        (await person.Run(["check", "m.json", "--strict"])).Should().Be(run with { ExitCode = strict });
    }

    [Fact]
    public async Task A_problem_of_the_whole_file_has_no_line()
    {
        using var person = new Person();
        person.Write("workspace/.shim/models.json", Good);
        var run = await person.Run(["check"]);
        run.ExitCode.Should().Be(0);
        run.Lines[0].Should().StartWith($"{Path.Combine(person.Workspace, ".shim", "models.json")}: warning: This catalog is not used");
        run.Lines[^1].Should().Be("The built-in sample: 7 models, 1 warning.");
        (await person.Run(["check", "--strict"])).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Without_a_file_it_checks_the_catalog_that_the_workspace_uses()
    {
        using var person = new Person();
        (await person.Run(["check"])).Should().Be(new CommandRun(0, "The built-in sample: 7 models, no problems.\n", ""));

        var own = person.Write("config/shim-lsp/models.json", LosesARow);
        var run = await person.Run(["check"]);
        run.ExitCode.Should().Be(1);
        run.Lines[0].Should().StartWith($"{own}:2:62: warning: ");
        run.Lines[^1].Should().Be($"{own}: 1 model, 1 error, 1 warning.");

        person.Write("config/shim-lsp/models.json", "[");
        run = await person.Run(["check", "--folder", person.Temporary]);
        run.ExitCode.Should().Be(1);
        run.Lines[^1].Should().Be($"{own}: cannot be read, 1 error.");
    }

    [Fact]
    public async Task A_file_needs_no_trust_and_no_key()
    {
        using var person = new Person();
        person.Write("workspace/.shim/models.json", Good.Replace("ollama", "openai", StringComparison.Ordinal));
        (await person.Run(["check", ".shim/models.json", "--strict"]))
            .Should()
            .Be(new CommandRun(0, ".shim/models.json: 1 model, no problems.\n", ""));
    }

    [Fact]
    public async Task A_text_can_come_from_stdin()
    {
        using var person = new Person();
        var run = await person.Run(["check", "-"], LosesARow);
        run.ExitCode.Should().Be(1);
        run.Lines[1].Should().StartWith("stdin:3:44: error: ");
    }

    [Fact]
    public async Task As_JSON_it_has_counts_and_the_problems_of_listModels()
    {
        using var person = new Person();
        person.Write("workspace/m.json", LosesARow);
        var json = (await person.Run(["check", "m.json", "--json"])).Json;
        json.ShouldCover("""{"file":"m.json","models":1,"errors":1,"warnings":1}""");
        json.GetProperty("problems")[1].ShouldCover("""{"severity":"error","source":"m.json","line":2,"column":43}""");

        person.Write("workspace/m.json", "[");
        (await person.Run(["check", "m.json", "--json"])).Json.TryGetProperty("models", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("gone.json", 1, "gone.json: There is no such file. Name a models.json, or - for stdin.")]
    [InlineData(".", 1, ": This is a folder. Name a models.json in it.")]
    [InlineData("--stirct", 2, "There is no option '--stirct'")]
    [InlineData("m.json --folder .", 2, "Give FILE or --folder, not both.")]
    public async Task A_file_that_cannot_be_read_is_one_line(string arguments, int exitCode, string says)
    {
        using var person = new Person();
        var run = await person.Run(["check", .. arguments.Split(' ')]);
        (run.ExitCode, run.Out).Should().Be((exitCode, ""));
        run.Error.TrimEnd().Should().StartWith("shim-lsp: ").And.Contain(says).And.NotContain("\n");
    }

    [Fact]
    public async Task The_schema_is_the_one_that_is_generated()
    {
        using var person = new Person();
        var run = await person.Run(["schema"]);
        (run.ExitCode, run.Error).Should().Be((0, ""));
        run.Out.Should()
            .Be(
                (
                    await File.ReadAllTextAsync(
                        Path.Combine(Path.GetDirectoryName(ProtocolPage.Path)!, "..", "server", "models.schema.json")
                    )
                ).ReplaceLineEndings("\n")
            );
        run.Json.GetProperty("properties").GetProperty("models").ValueKind.Should().Be(JsonValueKind.Object);
    }
}
