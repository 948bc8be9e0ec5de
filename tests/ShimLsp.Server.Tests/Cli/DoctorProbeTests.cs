using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>
/// <c>doctor --probe</c>: each way in which a model may fail to answer has its words, and the exit code says whether a candidate does.
/// </summary>
public sealed class DoctorProbeTests : ProbedModels
{
    [Fact]
    public async Task Each_model_with_its_key_is_asked_once_and_says_how_it_fares()
    {
        Own("works", "silent", "refused", "forbidden", "abroad", "limited", "poor", "unknown", "astray", "broken", "strange", "moved");
        Script("refused", Answer.Fails(401).EchoingCredentials());
        Script("forbidden", Answer.Fails(403));
        Script("abroad", Answer.Fails(403, "Country, region, or territory not supported"));
        Script("limited", Answer.Fails(429).RetryAfter("30"));
        Script("poor", Answer.Fails(402));
        Script("unknown", Answer.Fails(404));
        Script("astray", Answer.Sends("text/plain", "404 page not found") with { Status = 404 });
        Script("broken", Answer.Fails(503));
        Script("strange", Answer.Sends("text/html", "<h1>Welcome</h1>"));
        Script("moved", Answer.Redirects("http://127.0.0.1:9/v1/chat/completions"));
        Script("silent", Answer.Says().Takes(3, 0));

        var probes = (await Run(0)).GetProperty("probes");

        Words(probes)
            .Should()
            .BeEquivalentTo(
                "works: works",
                "silent: works",
                "refused: key rejected",
                "forbidden: request refused (403)",
                "abroad: not available in this country or region (403)",
                "limited: rate limited for 30 s",
                "poor: out of credit",
                "unknown: model not found",
                "astray: nothing at this address (404)",
                "broken: fails (503)",
                "strange: *",
                "moved: connection refused"
            );
        Model(probes, "strange").GetProperty("verdict").GetString().Should().Be("notReached");
        Model(probes, "limited").GetProperty("retryAfterSeconds").GetDouble().Should().Be(30);
        Model(probes, "unknown").GetProperty("status").GetInt32().Should().Be(404);
        probes
            .GetProperty("models")
            .EnumerateArray()
            .Where(model => model.GetProperty("verdict").GetString() != "works")
            .Should()
            .OnlyContain(model => model.GetProperty("detail").GetString()!.Length > 0);
        Upstream.Requests.Should().HaveCount(12, "each is asked once");
    }

    [Fact]
    public async Task An_option_that_a_model_refuses_is_told()
    {
        Own("picky", "works");
        var refusal = Answer.Sends("application/json", """{"error":{"message":"max_completion_tokens is not supported"}}""") with
        {
            Status = 400,
        };
        Upstream["m-picky"].Answers(refusal, Answer.Says("OK."), refusal, Answer.Says("OK."));

        (await Person.Run(["doctor", "--probe"]))
            .Out.Should()
            .MatchRegex(@"picky  works +\d+ ms\n +Left out for this model after a refusal: max_completion_tokens\.\n");
        (await Run(0))
            .GetProperty("probes")
            .ShouldCover(
                """
                {"models":[{"slug":"picky","learnedQuirks":["max_completion_tokens"]},{"slug":"works","learnedQuirks":"-"}]}
                """
            );
    }

    [Fact]
    public async Task The_question_is_as_small_as_one_can_be()
    {
        Own("works");

        await Run(0);

        var asked = await Upstream.NextRequestAsync();
        asked.Json.GetProperty("messages").GetRawText().Should().Be("""[{"role":"user","content":"Reply with OK."}]""");
        asked.Json.GetProperty("model").GetString().Should().Be("m-works");
        asked.Json.TryGetProperty("temperature", out _).Should().BeFalse("models that reason first take none");
        asked.Header("Authorization").Should().Be($"Bearer {Key}");
    }

    [Fact]
    public async Task A_model_without_its_key_is_not_asked_and_one_at_an_address_of_nobody_is_not_reached()
    {
        Write(
            string.Join(
                ", ",
                Row("works"),
                Row("keyless").Replace("SOME_KEY", "NO_SUCH_KEY", StringComparison.Ordinal),
                Row("closed", "http://127.0.0.1:1/v1"),
                Row("nowhere", "http://no-such-host.invalid/v1")
            )
        );

        var probes = (await Run(0)).GetProperty("probes");

        Words(probes).Should().BeEquivalentTo("works: works", "closed: connection refused", "nowhere: *");
    }

    [Theory]
    [InlineData("""{ "candidates": [ { "slug": "one" } ] }""", 1, "None of them is a candidate")]
    [InlineData("""{ "candidates": [ { "slug": "two" } ] }""", 0, "Of 2 models that are ready, 1 answers (two).")]
    public async Task That_a_candidate_answers_is_what_counts(string router, int exitCode, string verdict)
    {
        Write($"{Row("one")}, {Row("two")}", router);
        Script("one", Answer.Fails(500));

        var probes = (await Run(exitCode)).GetProperty("probes");

        probes.GetProperty("canRoute").GetBoolean().Should().Be(exitCode == 0);
        probes.GetProperty("verdict").GetString().Should().Contain(verdict);
    }

    [Fact]
    public async Task Where_none_answers_it_says_what_to_do_and_ends_with_1()
    {
        Write($$"""{{Row("refused")}}, {{Row("refused-too")}}, {"slug":"local","model":"qwen3:8b","provider":"ollama","base_url":"URL"}""");
        Script("refused", Answer.Fails(401));
        Script("refused-too", Answer.Fails(401));
        Upstream["qwen3:8b"].Answers(Answer.Fails(404));

        var report = await Run(1);

        report
            .GetProperty("next")
            .EnumerateArray()
            .Take(2)
            .Select(step => $"{step.GetProperty("why")} {step.GetProperty("command")}")
            .Should()
            .Equal(
                "The key in SOME_KEY was rejected. Set another. For: refused, refused-too. export SOME_KEY=...",
                "Ollama does not have the model yet. Pull it. For: local. ollama pull qwen3:8b"
            );
    }

    [Fact]
    public async Task An_address_that_is_wrong_is_not_mended_by_pulling_a_model()
    {
        Write("""{"slug":"local","model":"qwen3:8b","provider":"ollama","base_url":"URL"}""");
        Upstream["qwen3:8b"].Answers(Answer.Sends("text/plain", "404 page not found") with { Status = 404 });

        var step = (await Run(1)).GetProperty("next")[0];

        step.GetProperty("why").GetString().Should().StartWith("Nothing at this address (404). Check base_url.");
        step.GetProperty("edit").GetString().Should().EndWith("models.json");
    }

    [Fact]
    public async Task A_key_file_whose_key_is_rejected_is_the_one_to_edit()
    {
        var file = Person.Write("config/shim-lsp/key", Key);
        Write(Row("refused").Replace("env:SOME_KEY", "file:key", StringComparison.Ordinal));
        Script("refused", Answer.Fails(401));

        (await Run(1)).GetProperty("next")[0].GetProperty("edit").GetString().Should().Be(file);
    }

    [Fact]
    public async Task At_most_eight_are_asked_at_a_time()
    {
        var gate = new Gate();
        Own([.. Enumerable.Range(0, 20).Select(number => $"m{number}")]);
        Upstream.OthersAnswer(Answer.Says("OK.").HeadersAfter(gate));

        var run = Run(0);
        await Until(() => gate.Waiting == 8);
        gate.Pass(4);
        await Until(() => Upstream.Requests.Length == 12 && gate.Waiting == 8);
        gate.Open();

        Words((await run).GetProperty("probes"))
            .Should()
            .HaveCount(20)
            .And.OnlyContain(words => words.EndsWith("works", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_option_nobody_is_asked()
    {
        Own("works");

        var run = await Person.Run(["doctor"]);

        run.Out.Should().Contain("No requests were sent").And.Contain("doctor --probe");
        Upstream.Requests.Should().BeEmpty();
    }

    private static IEnumerable<string> Words(JsonElement probes) =>
        from model in probes.GetProperty("models").EnumerateArray()
        let slug = model.GetProperty("slug").GetString()
        select $"{slug}: {(slug is "strange" or "nowhere" ? "*" : model.GetProperty("words"))}";

    private static JsonElement Model(JsonElement probes, string slug) =>
        probes.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("slug").GetString() == slug);

    private static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(ShimClient.Limit);
        while (!holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
