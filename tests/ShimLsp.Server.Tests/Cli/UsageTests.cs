namespace ShimLsp.Server.Tests.Cli;

/// <summary>A wrong command line ends with 2 and one line that says what to do; help and version end with 0.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("modls", "Did you mean models?")]
    [InlineData("frobnicate", "shim-lsp --help")]
    [InlineData("use", "shim-lsp use --help")]
    [InlineData("use haiku opus", "shim-lsp use --help")]
    [InlineData("route --exlain", "There is no option '--exlain'")]
    [InlineData("route --exlain", "Did you mean --explain?")]
    [InlineData("route -- --exlain", "Did you mean --explain?")]
    [InlineData("route -- --images", "Put --images before '--'. Send a task that begins like this to stdin. See:")]
    [InlineData("chat -- --model", "Put --model before '--'.")]
    [InlineData("check -- --strict", "Put --strict before '--'. Write a file of that name as ./--strict.")]
    [InlineData("models --jsno", "Did you mean --json?")]
    [InlineData("models maybe", "argument 'maybe'")]
    [InlineData("rpc --folder /not/there", "There is no folder '/not/there'")]
    [InlineData("init --folder .", "--folder goes with --workspace.")]
    [InlineData("completion tcsh", "Must be one of: 'bash' 'zsh' 'fish' 'pwsh'.")]
    [InlineData("models --folder /not/there", "There is no folder '/not/there'")]
    [InlineData("trust /not/there", "There is no folder '/not/there'")]
    [InlineData("rpc --framing lines", "'newline' 'header'")]
    [InlineData("route --candidates", "shim-lsp route --help")]
    public async Task A_wrong_command_line_ends_with_2_and_one_line(string arguments, string says)
    {
        using var person = new Person();
        var run = await person.Run(arguments.Split(' '));
        run.ExitCode.Should().Be(2);
        run.Out.Should().BeEmpty();
        run.Error.TrimEnd().Should().NotContain("\n").And.Contain(says);
    }

    [Fact]
    public async Task An_empty_name_of_a_catalog_is_not_taken_for_none()
    {
        using var person = new Person();
        (await person.Run(["models", "--models", ""]))
            .Should()
            .Be(new CommandRun(2, "", "shim-lsp: --models is empty. Name a file. See: shim-lsp models --help\n"));
    }

    [Fact]
    public async Task A_file_is_no_folder()
    {
        using var person = new Person();
        var file = person.Write("file", "");
        foreach (var command in new[] { "models --folder", "trust", "rpc --folder" })
        {
            var run = await person.Run([.. command.Split(' '), file]);
            run.ExitCode.Should().Be(2);
            run.Error.Should().StartWith($"shim-lsp: '{file}' is a file, not a folder. See: ");
        }
    }

    [Fact]
    public async Task With_json_the_error_is_on_stdout_too()
    {
        using var person = new Person();
        var run = await person.Run(["models", "--folder", "/not/there", "--json"]);
        run.ExitCode.Should().Be(2);
        run.Json.GetProperty("error").GetProperty("code").GetInt32().Should().Be(-32602);
        run.Error.Should().Contain("/not/there");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("lsp --help")]
    [InlineData("rpc --help")]
    [InlineData("demo --help")]
    [InlineData("models --help")]
    [InlineData("use --help")]
    [InlineData("route --help")]
    [InlineData("chat --help")]
    [InlineData("status --help")]
    [InlineData("doctor --help")]
    [InlineData("check --help")]
    [InlineData("init --help")]
    [InlineData("trust --help")]
    [InlineData("evaluate --help")]
    [InlineData("schema --help")]
    [InlineData("completion --help")]
    public async Task Help_gives_examples_and_exit_codes(string arguments)
    {
        using var person = new Person();
        var run = await person.Run(arguments.Split(' '));
        run.ExitCode.Should().Be(0);
        run.Out.Should().Contain("Examples:").And.Contain("  shim-lsp ").And.Contain("Exit codes:");
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        using var person = new Person();
        var run = await person.Run(["--help"]);
        foreach (
            var command in new[]
            {
                "demo",
                "models",
                "use",
                "route",
                "chat",
                "status",
                "feedback",
                "doctor",
                "check",
                "init",
                "trust",
                "evaluate",
                "schema",
                "completion",
                "lsp",
                "rpc",
                "gateway",
                "run",
                "connect",
            }
        )
        {
            run.Lines.Should().Contain(line => line.StartsWith($"  {command} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_a_command_it_is_shown_where_to_begin_and_the_exit_code_is_2()
    {
        using var person = new Person();
        var run = await person.Run([]);
        run.ExitCode.Should().Be(2);
        run.Lines.Should().HaveCountLessThan(10).And.OnlyContain(line => line.Length <= 80);
        run.Out.Should().Contain("shim-lsp doctor").And.Contain("shim-lsp --help");
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task The_version_is_the_one_that_an_editor_is_told()
    {
        using var person = new Person();
        var run = await person.Run(["--version"]);
        run.Should().Be(new CommandRun(0, $"shim-lsp {typeof(UsageTests).Assembly.GetName().Version!.ToString(3)}\n", ""));
    }
}
