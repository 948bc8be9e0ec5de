namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>route</c>: what a script reads, and what a person reads.</summary>
public sealed class RouteCommandTests
{
    private const string Trivial = "Fix the typo in the README heading";

    [Fact]
    public async Task To_a_script_the_answer_is_the_slug_and_nothing_else() =>
        await Check(["route", Trivial], "", run => run.Should().Be(new CommandRun(0, "local-small\n", "")));

    [Theory]
    [InlineData("route")]
    [InlineData("route -")]
    [InlineData("route --json -")]
    public async Task Stdin_is_the_task_where_none_is_named(string arguments) =>
        await Check(arguments.Split(' '), Trivial + "\n", run => run.Out.Should().Contain("local-small"));

    [Fact]
    public async Task An_empty_task_is_a_usage_error() =>
        await Check(
            ["route"],
            "  \n",
            run =>
                run.Should()
                    .Be(new CommandRun(2, "", "shim-lsp: The task is empty. Name one, or send one to stdin. See: shim-lsp route --help\n"))
        );

    [Fact]
    public async Task A_task_may_begin_with_an_at_sign_or_name_a_command() =>
        await Check(["route", "@models lsp rename it"], "", run => run.ExitCode.Should().Be(0));

    [Fact]
    [Trait("Parity", "16")]
    public async Task Explain_ranks_every_candidate_with_score_strength_cost_and_verdict() =>
        await Check(
            ["route", Trivial, "--explain"],
            "",
            run =>
            {
                run.Lines[0].Should().Be("local-small");
                run.Lines[1].Should().StartWith("local-small is the cheapest");
                run.Lines.Should()
                    .Contain(line =>
                        line.StartsWith("local-small ", StringComparison.Ordinal) && line.EndsWith("chosen", StringComparison.Ordinal)
                    );
                run.Out.Should()
                    .MatchRegex(@"\nMODEL +SCORE  STRENGTH +COST  VERDICT\n")
                    .And.MatchRegex(@"\nlocal-small +0\.\d\d  0\.40 catalog +0\.05  chosen\n");
                run.Lines.Should()
                    .Contain(line =>
                        line.StartsWith("opus ", StringComparison.Ordinal) && line.EndsWith("no key", StringComparison.Ordinal)
                    );
                run.Out.Should()
                    .Contain("Threshold  0.70")
                    .And.Contain("Source     embedded")
                    .And.MatchRegex("Key        [0-9a-f]{64}")
                    .And.Contain("Estimate   $");
            }
        );

    [Theory]
    [InlineData("--images", "local-large", "noImages")]
    [InlineData("--candidates=local-large", "local-small", "notRequested")]
    public async Task Options_are_part_of_the_request(string option, string slug, string rejection) =>
        await Check(
            ["route", Trivial, option, "--json"],
            "",
            run =>
                run.Json.GetProperty("candidates")
                    .EnumerateArray()
                    .Single(candidate => candidate.GetProperty("slug").GetString() == slug)
                    .GetProperty("rejection")
                    .GetString()
                    .Should()
                    .Be(rejection)
        );

    [Fact]
    public async Task A_task_that_none_can_take_ends_with_1_and_the_candidates() =>
        await Check(
            ["route", Trivial, "--candidates", "opus", "--json"],
            "",
            run =>
            {
                run.ExitCode.Should().Be(1);
                run.Json.GetProperty("error").GetProperty("code").GetInt32().Should().Be(1002);
                run.Json.GetProperty("error").GetProperty("data").GetProperty("candidates").GetArrayLength().Should().Be(7);
                run.Error.Should().Be("shim-lsp: No model can take this task now: opus has no key. What to do: shim-lsp doctor\n");
            }
        );

    private static async Task Check(string[] arguments, string input, Action<CommandRun> expectation)
    {
        using var person = new Person();
        expectation(await person.Run(arguments, input));
    }
}
