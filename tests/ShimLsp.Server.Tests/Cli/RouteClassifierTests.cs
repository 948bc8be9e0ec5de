using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>route --classifier</c>: a classifier's own answer, or a sentence that says why there is none.</summary>
public sealed class RouteClassifierTests : IAsyncLifetime
{
    private const string Task = "fix the typo";
    private const string Key = "canary-key-1234567890";

    private readonly Person person = new Person().With("SOME_KEY", Key);
    private MockUpstream upstream = null!;

    public async Task InitializeAsync()
    {
        upstream = await MockUpstream.StartAsync();
        upstream.OthersAnswer(Answer.Scores(("cheap", 0.2), ("strong", 0.9)).Takes(1_000_000, 200_000));
        Own("""{ "classifier": "judge" }""");
    }

    public async Task DisposeAsync()
    {
        await upstream.DisposeAsync();
        person.Dispose();
    }

    [Theory]
    [Trait("Parity", "16")]
    [InlineData("route --classifier TASK", "m-judge")]
    [InlineData("route TASK --classifier", "m-judge")]
    [InlineData("route --classifier --json TASK", "m-judge")]
    [InlineData("route --classifier judge TASK", "m-judge")]
    [InlineData("route --classifier strong TASK", "m-strong")]
    [InlineData("route --classifier=strong TASK", "m-strong")]
    [InlineData("route TASK --classifier strong", "m-strong")]
    [InlineData("route --classifier - < TASK", "m-judge")]
    [InlineData("route --classifier < TASK", "m-judge")]
    [InlineData("route --classifier strong < TASK", "m-strong")]
    public async Task It_scores_by_the_model_named_or_configured(string line, string asked)
    {
        var fromInput = line.Contains('<', StringComparison.Ordinal);
        var words = line.Replace("< TASK", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var run = await person.Run([.. words.Select(word => word == "TASK" ? Task : word)], fromInput ? Task : "");

        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().Contain("strong");
        upstream.Requests.Select(request => request.Model).Should().Equal(asked);
        upstream.Requests[0].Body.Should().Contain(Task);
    }

    [Fact]
    public async Task To_a_script_the_answer_is_the_slug_and_nothing_else() =>
        (await person.Run(["route", "--classifier", Task])).Should().Be(new CommandRun(0, "strong\n", ""));

    [Fact]
    public async Task Explain_tells_its_latency_and_its_cost()
    {
        var run = await person.Run(["route", "--classifier", "--explain", Task]);

        run.Lines.Should().Contain("strong is the only one to reach 0.70: scored by judge");
        run.Out.Should().NotContain("STRENGTH", "a classifier's scores rest on none");
        run.Lines.Should().Contain("Source      classifier");
        run.Lines.Should().Contain(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^Classifier  judge answered in \d+ ms$"));
        run.Lines.Should().Contain("Its cost    $2.0000 for 1000000 tokens in and 200000 out");
    }

    [Theory]
    [InlineData("judge", "hang", "judge did not score this task: no answer in time")]
    [InlineData("judge", "500", "judge did not score this task: the call failed")]
    [InlineData("judge", "no scores", "judge did not score this task: its reply has no scores")]
    [InlineData("locked", "", "locked did not score this task: its key is missing")]
    public async Task Explain_says_why_the_configured_classifier_did_not_score(string classifier, string answer, string words)
    {
        var timeout = answer == "hang" ? 0.5 : 30; // only the row that is about it may run into it, however busy the machine is
        Own(FormattableString.Invariant($$"""{ "classifier": "{{classifier}}", "timeout": {{timeout}} }"""));
        upstream["m-judge"]
            .Answers(
                answer switch
                {
                    "hang" => Answer.Hangs(),
                    "500" => Answer.Fails(500),
                    _ => Answer.Says(answer),
                }
            );

        var run = await person.Run(["route", "--explain", Task]);

        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().Contain("Source      embedded").And.Contain($"Classifier  {words}");
    }

    [Theory]
    [InlineData("strong", "not known: the catalog states no price; 1000000 tokens in and 200000 out")]
    [InlineData("judge", "not known: the provider does not say what it took")]
    public async Task A_cost_that_is_not_known_is_said_to_be(string slug, string words)
    {
        upstream["m-judge"].Answers(Answer.Scores(("strong", 1)).WithoutUsage());

        (await person.Run(["route", "--classifier", slug, "--explain", Task])).Lines.Should().Contain($"Its cost    {words}");
    }

    [Theory]
    [InlineData("401", "Key rejected (401)*")]
    [InlineData("429", "Rate limited (429)*")]
    [InlineData("500", "Provider error (500)*")]
    [InlineData("drop", "*")]
    public async Task A_failure_is_told_in_the_words_of_the_call(string failure, string words)
    {
        upstream["m-judge"].Answers(failure == "drop" ? Answer.Drops() : Answer.Fails(int.Parse(failure)).EchoingCredentials());

        await Refused($"The classifier judge did not answer. {words}", "route", "--classifier", Task);
    }

    [Theory]
    [InlineData("I cannot judge that. canary-reply")]
    [InlineData("""{"scores":{"everything":1.0}} canary-reply""")]
    [InlineData("")]
    public async Task A_reply_of_no_use_is_told_without_a_word_of_it(string reply)
    {
        upstream["m-judge"].Answers(Answer.Says(reply));

        var run = await Refused(
            "The classifier judge gave a reply without scores. Try again, or choose another model.",
            "route",
            "--classifier",
            Task
        );

        (run.Out + run.Error).Should().NotContain("canary-reply");
    }

    [Fact]
    public async Task A_timeout_is_told_with_its_limit()
    {
        Own("""{ "classifier": "judge", "timeout": 0.5 }""");
        upstream["m-judge"].Answers(Answer.Hangs());

        await Refused(
            "The classifier judge did not answer within 0.5 s. Raise `timeout` of `router`, or choose another model.",
            "route",
            "--classifier",
            Task
        );
    }

    [Fact]
    public async Task Without_one_configured_it_says_where_to_name_one()
    {
        Own("{}");

        await Refused(
            "No classifier is configured. Name a model after --classifier, or set `classifier` of `router` in the catalog.",
            "route",
            "--classifier",
            Task
        );
    }

    [Fact]
    public async Task One_that_lacks_its_key_is_not_asked() =>
        await Refused(
            "The classifier locked cannot be used. NO_SUCH_KEY is not set. Run: export NO_SUCH_KEY=…",
            "route",
            "--classifier",
            "locked",
            Task
        );

    [Fact]
    public async Task One_that_no_model_is_named_is_refused_with_the_nearest()
    {
        var run = await Refused("There is no model 'jugde'. Did you mean: judge?", "route", "--classifier", "jugde", Task, "--json");

        run.Json.GetProperty("error").GetProperty("code").GetInt32().Should().Be(1001);
    }

    [Fact]
    public async Task Where_nothing_is_scored_it_says_so()
    {
        await Refused(
            "No classifier was used: strong is the only model that can take this task now.",
            "route",
            "--classifier",
            Task,
            "--candidates",
            "strong"
        );
        await person.Run(["use", "cheap"]);
        await Refused("No classifier is used: cheap is pinned and takes every task. Run: shim-lsp use auto", "route", "--classifier", Task);
        Own("""{ "enabled": false }""");
        await Refused("No classifier is used: the router is off.*", "route", "--classifier", Task);
        upstream.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_the_option_the_embedded_scorer_stands_in_silently()
    {
        upstream["m-judge"].Answers(Answer.Fails(500));

        (await person.Run(["route", Task])).Should().Match<CommandRun>(run => run.ExitCode == 0 && run.Error.Length == 0);
        upstream.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task An_unknown_option_behind_it_is_not_taken_for_its_value() =>
        (await person.Run(["route", "--classifier", "--explian", Task]))
            .Should()
            .Match<CommandRun>(run => run.ExitCode == 2 && run.Error.StartsWith("shim-lsp: There is no option '--explian'"));

    private async Task<CommandRun> Refused(string sentence, params string[] arguments)
    {
        var run = await person.Run(arguments);
        run.ExitCode.Should().Be(1, run.Out + run.Error);
        run.Error.TrimEnd('\n').Should().Match($"shim-lsp: {sentence}");
        run.Out.Split('\n')[0].Should().BeOneOf("", "{");
        (run.Out + run.Error).Should().NotContain(Key);
        return run;
    }

    private void Own(string router) =>
        person.Write(
            "config/shim-lsp/models.json",
            $$"""
            {
              "models": [
                { "slug": "cheap", "model": "m-cheap", "provider": "openai", "base_url": "URL", "api_key": "${env:SOME_KEY}", "cost": 1 },
                { "slug": "strong", "model": "m-strong", "provider": "openai", "base_url": "URL", "api_key": "${env:SOME_KEY}", "cost": 9 },
                { "slug": "judge", "model": "m-judge", "provider": "openai", "base_url": "URL", "api_key": "${env:SOME_KEY}",
                  "pricing": { "input": 1, "output": 5 } },
                { "slug": "locked", "model": "m-locked", "provider": "openai", "base_url": "URL", "api_key": "${env:NO_SUCH_KEY}" }
              ],
              "router": ROUTER
            }
            """.Replace("URL", upstream.BaseUrl, StringComparison.Ordinal).Replace(
                "ROUTER",
                router
                    .Replace(
                        "{",
                        """{ "candidates": [ { "slug": "cheap", "cost": 1 }, { "slug": "strong", "cost": 9 } ], """,
                        StringComparison.Ordinal
                    )
                    .Replace(", }", " }", StringComparison.Ordinal),
                StringComparison.Ordinal
            )
        );
}
