using System.Text.Json;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli.Connect;

/// <summary><c>connect</c> and its undo, on the files of each client.</summary>
public sealed class ConnectCommandTests : IDisposable
{
    private const string Codex = "home/.codex/config.toml";
    private const string Claude = "home/.claude/settings.json";

    private readonly Person person = new();

    public ConnectCommandTests()
    {
        person.Write("config/shim-lsp/models.json", Home.ThreeModels);
        foreach (var variable in new[] { "CODEX_HOME", "CLAUDE_CONFIG_DIR", "PI_CODING_AGENT_DIR" })
        {
            person.With(variable, "");
        }
    }

    /// <summary>A client, its file, what may be in it, and a piece of what is in it afterwards.</summary>
    public static TheoryData<string, string, string, string> Files =>
        new()
        {
            {
                "codex",
                Codex,
                "model = \"gpt-5.5\"\r\napproval_policy = \"never\"\n\n[tools]\nmodel = \"stays\"",
                "# kept by shim-lsp: model = \"gpt-5.5\"\r\napproval_policy = \"never\"\n\n[tools]\nmodel = \"stays\"\n# >>> shim-lsp"
            },
            { "claude", Claude, "{\n\t\"env\": { \"ANTHROPIC_BASE_URL\": \"https://corp.invalid\" }\n}", "http://127.0.0.1:8765" },
            {
                "opencode",
                "config/opencode/opencode.jsonc",
                "{\n  // mine\n  \"model\": \"x/y\"\n}\n",
                "// mine\n  \"model\": \"shim/shim\""
            },
            {
                "qwen",
                "home/.qwen/settings.json",
                "{\"security\":{\"auth\":{\"selectedType\":\"gemini\"}}}",
                "\"selectedType\": \"openai\""
            },
            { "pi", "home/.pi/agent/models.json", "{\"providers\":{\"ollama\":{}}}", "\"baseUrl\": \"http://127.0.0.1:8765/v1\"" },
            { "pi", "home/.pi/agent/settings.json", "{\"defaultModel\":\"m\"}", "\"defaultModel\": \"shim\"" },
            { "continue", "home/.continue/config.yaml", "name: Mine\nmodels:\n  - name: m\n", "models:\n  # >>> shim-lsp" },
        };

    [Theory]
    [Trait("Parity", "9")]
    [MemberData(nameof(Files))]
    public async Task A_file_is_edited_and_restored_byte_for_byte(string client, string file, string before, string expected)
    {
        var path = person.Write(file, before);

        (await person.Run(["connect", client])).Error.Should().BeEmpty();
        (await File.ReadAllTextAsync(path)).Should().Contain(expected);
        (await person.Run(["connect", client, "--undo"])).Error.Should().BeEmpty();

        (await File.ReadAllTextAsync(path)).Should().Be(before);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_was_not_there_is_not_there_afterwards(string client, string file, string before, string expected)
    {
        _ = (before, expected);
        var path = person.Write(file.Replace(".jsonc", ".json"), "");
        File.Delete(path);

        (await person.Run(["connect", client])).Error.Should().BeEmpty();
        File.Exists(path).Should().BeTrue();
        (await person.Run(["connect", client, "--undo"])).Error.Should().BeEmpty();

        File.Exists(path).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task What_a_person_added_in_between_stays(string client, string file, string before, string expected)
    {
        _ = expected;
        var path = person.Write(file, before);
        (await person.Run(["connect", client])).ExitCode.Should().Be(0);
        await File.AppendAllTextAsync(path, "\n");

        (await person.Run(["connect", client, "--undo"])).Error.Should().BeEmpty();

        (await File.ReadAllTextAsync(path)).Should().Be(before + "\n");
    }

    [Fact]
    public async Task If_what_was_written_is_edited_the_undo_touches_nothing_and_says_so()
    {
        var path = person.Write(Codex, "");
        (await person.Run(["connect", "codex"])).ExitCode.Should().Be(0);
        var edited = (await File.ReadAllTextAsync(path)).Replace("model = \"shim\"", "model = \"other\"");
        await File.WriteAllTextAsync(path, edited);

        var run = await person.Run(["connect", "codex", "--undo"]);

        run.ExitCode.Should().Be(1);
        run.Error.Should().EndWith("was edited where shim-lsp had written. Remove those lines by hand.\n");
        (await File.ReadAllTextAsync(path)).Should().Be(edited);
    }

    [Fact]
    public async Task What_a_client_wrote_beside_is_never_broken()
    {
        var path = person.Write("home/.qwen/settings.json", "");
        File.Delete(path);
        (await person.Run(["connect", "qwen"])).ExitCode.Should().Be(0);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).TrimEnd()[..^1] + "  ,\"own\": 1\n}\n");

        var run = await person.Run(["connect", "qwen", "--undo"]);

        run.Error.Should().EndWith("Remove those lines by hand.\n", "without them a comma would be left over");
        (await File.ReadAllTextAsync(path)).Should().Contain("\"own\": 1");
    }

    [Fact]
    public async Task A_comment_that_was_written_into_a_file_that_was_not_there_stays()
    {
        var path = person.Write("config/opencode/opencode.json", "");
        File.Delete(path);
        (await person.Run(["connect", "opencode"])).ExitCode.Should().Be(0);
        await File.AppendAllTextAsync(path, "// own\n");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("{\n  \"$schema", "{ // own\n  \"$schema"));

        (await person.Run(["connect", "opencode", "--undo"])).Error.Should().BeEmpty();

        (await File.ReadAllTextAsync(path)).Should().Be("{ // own\n}\n// own\n");
    }

    [Fact]
    [Trait("Parity", "9")]
    public async Task Twice_is_once()
    {
        var path = person.Write(Claude, "{}");
        (await person.Run(["connect", "claude"])).ExitCode.Should().Be(0);
        (await person.Run(["connect", "claude", "--port", "9000"])).ExitCode.Should().Be(0);

        (await File.ReadAllTextAsync(path)).Should().Contain("127.0.0.1:9000").And.NotContain("8765");
        (await person.Run(["connect", "claude", "--undo"])).ExitCode.Should().Be(0);
        (await File.ReadAllTextAsync(path)).Should().Be("{}");
    }

    [Fact]
    public async Task Print_writes_nothing_and_shows_no_token()
    {
        var path = person.Write(Claude, "{}");

        var run = await person.Run(["connect", "claude", "--print"]);

        run.ExitCode.Should().Be(0);
        run.Out.Should().Contain(path).And.Contain("+ ").And.Contain("<a token>").And.NotContain("shim_");
        (await File.ReadAllTextAsync(path)).Should().Be("{}");
        (await person.Run(["connect", "claude", "--undo"])).Error.Should().Be("shim-lsp: Claude Code is not connected.\n");
    }

    [Fact]
    public async Task Print_shows_a_new_file_as_it_will_be()
    {
        var run = await person.Run(["connect", "claude", "--print"]);

        var shown = run.Out.Split('\n').Where(line => line.StartsWith("+ ", StringComparison.Ordinal)).Select(line => line[2..]);
        JsonElement.Parse(string.Join('\n', shown)).ShouldCover("""{"env":{"ANTHROPIC_MODEL":"shim"}}""");
    }

    [Fact]
    public async Task A_client_without_such_a_file_is_an_error_that_says_what_else_works()
    {
        (await person.Run(["connect", "copilot"])).Error.Should().StartWith("shim-lsp: Copilot CLI has no file for this.");
        (await person.Run(["connect", "copilot", "--print"])).Out.Should().Contain("export COPILOT_PROVIDER_TYPE=openai\n");
    }

    [Fact]
    public async Task A_broken_file_stays_as_it_is()
    {
        var path = person.Write(Claude, "{ broken");

        var run = await person.Run(["connect", "claude"]);

        run.ExitCode.Should().Be(1);
        run.Error.Should().Be($"shim-lsp: {path} is not valid JSON. Repair it, then run this again.\n");
        (await File.ReadAllTextAsync(path)).Should().Be("{ broken");
    }

    [LinuxFact]
    public async Task A_file_with_a_token_is_the_persons_alone_and_the_undo_gives_its_permissions_back()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // for the compiler, which does not know LinuxFact
        }

        var path = person.Write(Claude, "{}");
        const UnixFileMode before = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(path, before);

        await person.Run(["connect", "claude"]);
        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await person.Run(["connect", "claude", "--undo"]);
        File.GetUnixFileMode(path).Should().Be(before);
    }

    [LinuxFact]
    public async Task A_link_stays_a_link()
    {
        var real = person.Write("dotfiles/settings.json", "{}");
        var link = person.Write(Claude, "");
        File.Delete(link);
        File.CreateSymbolicLink(link, real);

        await person.Run(["connect", "claude"]);
        (await File.ReadAllTextAsync(real)).Should().Contain("ANTHROPIC_BASE_URL");
        await person.Run(["connect", "claude", "--undo"]);

        new FileInfo(link).LinkTarget.Should().Be(real);
        (await File.ReadAllTextAsync(real)).Should().Be("{}");
    }

    public void Dispose() => person.Dispose();
}
