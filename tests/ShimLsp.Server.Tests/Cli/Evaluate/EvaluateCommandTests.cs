using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli.Evaluate;

/// <summary><c>evaluate</c>: how well the router would have routed tasks that two models have done.</summary>
public sealed class EvaluateCommandTests
{
    [Fact]
    public async Task It_shows_each_bench_and_all_together_in_lines_of_at_most_100_characters()
    {
        using var person = WithExample();
        var run = await person.Run(["evaluate", "rows.jsonl"]);
        (run.ExitCode, run.Error).Should().Be((0, ""));
        run.Lines.Should().OnlyContain(line => line.Length <= 100);
        run.Lines[0].Should().StartWith("40 tasks of 2 benches in rows.jsonl, scored by embedded/");
        run.Lines.Select(line => line.Split("  ")[0])
            .Should()
            .ContainInOrder(
                "WEAK",
                "qwen3.5:9b",
                "OVER ALL THRESHOLDS",
                "BENCH",
                "everyday",
                "deep",
                "all together",
                "AT THE THRESHOLD 0.70",
                "everyday",
                "deep",
                "all together",
                "THRESHOLDS, ALL TOGETHER",
                "●"
            );
        run.Out.Should().Contain("everyday: too few rows for an interval.");
    }

    [Fact]
    public async Task The_json_has_every_figure()
    {
        using var person = WithExample();
        var json = (await person.Run(["evaluate", "rows.jsonl", "--json"])).Json;
        json.At("pairs")
            .ShouldCover(
                """
                [{"weak":{"model":"qwen3.5:9b","source":"catalog"},"strong":{"model":"claude-opus-5-5","source":"family"},
                  "tasks":40,"isByRole":false}]
                """
            );
        json.At("benches")
            .ShouldCover(
                """
                [{"bench":"everyday","tasks":24,"weak":0.9375,"strong":0.958333},
                 {"bench":"deep","tasks":16,"weak":0.09375,"strong":0.78125}]
                """
            );
        var pooled = json.At("pooled");
        pooled.TryGetProperty("bench", out _).Should().BeFalse();
        pooled.Figure("tasks").Should().Be(40);
        pooled.Figure("apgr").Should().BeInRange(0.5, 1.1);
        pooled
            .At("interval")
            .Figure("low")
            .Should()
            .BeLessThan(pooled.Figure("apgr"))
            .And.BeLessThanOrEqualTo(pooled.At("interval").Figure("lowerBound"));
        pooled.Figure("cpt50").Should().BeLessThan(pooled.Figure("cpt80"));
        pooled.At("calibrationBins").EnumerateArray().Sum(bin => bin.Figure("tasks")).Should().Be(40);
        var sweep = pooled.At("sweep").EnumerateArray().ToArray();
        sweep.Select(point => point.Figure("threshold")).Should().BeInAscendingOrder().And.Contain(0.7);
        sweep.Select(point => point.Figure("toStrong")).Should().BeInAscendingOrder();
        (sweep[0].Figure("toStrong"), sweep[^1].Figure("toStrong")).Should().Be((0, 1));
        sweep[0].Figure("dollars").Should().Be(pooled.At("dollars").Figure("weak"));
        sweep[^1].Figure("dollars").Should().Be(pooled.At("dollars").Figure("strong"));
        JsonElement.DeepEquals(sweep.Single(point => point.Figure("threshold") == 0.7), pooled.At("atThreshold")).Should().BeTrue();
    }

    [Fact]
    public async Task The_same_rows_and_seed_give_the_same_bytes_and_another_seed_other_intervals()
    {
        using var person = WithExample();
        var first = await person.Run(["evaluate", "rows.jsonl", "--json", "--resamples", "300"]);
        (await person.Run(["evaluate", "rows.jsonl", "--json", "--resamples", "300", "--seed", "1"])).Should().Be(first);
        var other = (await person.Run(["evaluate", "rows.jsonl", "--json", "--resamples", "300", "--seed", "2"])).Json;
        other.At("pooled.interval").GetRawText().Should().NotBe(first.Json.At("pooled.interval").GetRawText());
        other.At("pooled.sweep").GetRawText().Should().Be(first.Json.At("pooled.sweep").GetRawText());
    }

    [Fact]
    public async Task Rows_may_come_from_stdin()
    {
        using var person = WithExample();
        var fromInput = await person.Run(["evaluate", "-"], Rows.Example());
        fromInput
            .Out.Should()
            .Be((await person.Run(["evaluate", "rows.jsonl"])).Out.Replace("in rows.jsonl,", "in stdin,", StringComparison.Ordinal));
    }

    [InstalledFact("bash")]
    public async Task Rows_may_come_from_a_pipe_in_a_files_place()
    {
        using var person = WithExample();
        using var process = person.StartOther("bash", "--norc", "-c", "shim-lsp evaluate <(head -n 30 rows.jsonl) --bench everyday --json");
        process.StandardInput.Close();
        var json = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1))).RootElement;
        json.At("pooled").Figure("tasks").Should().Be(24);
    }

    [Fact]
    public async Task Rows_are_taken_as_people_write_them()
    {
        using var person = new Person();
        var rows =
            "\uFEFF"
            + Rows.Of(more: ",\"comment\": [1, {}]")
            + "\r\n  \n"
            + Rows.Of(more: ",\"bench\": \"b\", \"id\": 5").TrimEnd()
            + "\r\n"
            // The last line has no end.
            + """{"messages":[{"role":"user","content":"Fix it."}],"weak":{"model":"w","score":0.5},"strong":{"model":"s","score":1}}""";
        var run = await person.Run(["evaluate", "-", "--json", "--scores", "scores.jsonl"], rows);
        run.ExitCode.Should().Be(0, run.Error);
        (await ScoresOf(person)).Select(score => $"{score.Text("bench")} {score.Text("id")}").Should().Equal("all 1", "b 5", "all 5");
    }

    [Fact]
    public async Task Only_the_benches_that_are_asked_for_count()
    {
        using var person = WithExample();
        var one = (await person.Run(["evaluate", "rows.jsonl", "--json", "--bench", "deep"])).Json;
        one.At("benches").GetArrayLength().Should().Be(1);
        one.At("pooled").Figure("tasks").Should().Be(16);
        (await person.Run(["evaluate", "rows.jsonl", "--json", "--bench", "deep", "--bench", "everyday"]))
            .Json.At("pooled")
            .Figure("tasks")
            .Should()
            .Be(40);
        (await person.Run(["evaluate", "rows.jsonl", "--bench", "deep"])).Out.Should().NotContain("all together");
    }

    [Fact]
    public async Task The_threshold_is_the_catalogs_unless_one_is_given()
    {
        using var person = WithExample();
        person.Write(
            "config/shim-lsp/models.json",
            """{"models": [{"slug": "a", "model": "a", "provider": "ollama"}], "router": {"threshold": 0.55}}"""
        );
        (await person.Run(["evaluate", "rows.jsonl", "--json"])).Json.At("pooled.atThreshold").Figure("threshold").Should().Be(0.55);
        (await person.Run(["evaluate", "rows.jsonl", "--json", "--threshold", "1"]))
            .Json.At("pooled.atThreshold")
            .Figure("threshold")
            .Should()
            .Be(1);
    }

    [Fact]
    public async Task Models_that_are_not_known_to_differ_stand_as_the_file_says_and_that_is_said()
    {
        using var person = new Person();
        var run = await person.Run(["evaluate", "-"], Rows.Of());
        run.Out.Should()
            .Contain("0.60 by role")
            .And.Contain("0.80 by role")
            .And.Contain("by role: their known strengths do not rank the strong one first");
        (await person.Run(["evaluate", "-", "--json"], Rows.Of(models: "gpt-5-mini gpt-5")))
            .Json.At("pairs")
            .ShouldCover("""[{"weak":{"source":"family"},"strong":{"source":"family"},"isByRole":false}]""");
    }

    [Fact]
    public async Task A_workspaces_own_catalog_counts_only_where_it_is_trusted()
    {
        using var person = new Person();
        person.Write(
            "workspace/.shim/models.json",
            """
            {"models": [{"slug": "weak", "model": "w", "provider": "ollama", "strength": 0.1},
                        {"slug": "strong", "model": "s", "provider": "ollama", "strength": 0.7}]}
            """
        );
        (await person.Run(["evaluate", "-", "--json"], Rows.Of())).Json.At("pairs").ShouldCover("""[{"isByRole":true}]""");
        await person.Run(["trust", "--yes"]);
        (await person.Run(["evaluate", "-", "--json"], Rows.Of()))
            .Json.At("pairs")
            .ShouldCover("""[{"weak":{"strength":0.1,"source":"catalog"},"isByRole":false}]""");
    }

    [Fact]
    public async Task Prices_change_what_it_costs_and_no_score()
    {
        using var person = WithExample();
        string[] scores = [await At(price: 1), await At(price: 50)];
        scores[0].Should().Be(scores[1]).And.NotBeEmpty();

        async Task<string> At(int price)
        {
            var catalog = person.Write(
                "m.json",
                $$"""
                {"models": [{"slug": "local-small", "model": "h", "provider": "ollama", "strength": 0.5,
                             "pricing": {"input": 1, "output": 1} },
                            {"slug": "opus", "model": "o", "provider": "ollama", "strength": 0.9,
                             "pricing": {"input": {{price}}, "output": {{price}} } }]}
                """
            );
            var run = await person.Run(["evaluate", "rows.jsonl", "--models", catalog, "--scores", "scores.jsonl", "--json"]);
            var dollars = run.Json.At("pooled.dollars");
            dollars.Figure("strong").Should().BeApproximately(price * dollars.Figure("weak"), 1e-4);
            return await File.ReadAllTextAsync(Path.Combine(person.Workspace, "scores.jsonl"));
        }
    }

    [Fact]
    public async Task Where_the_strong_model_is_no_better_there_is_no_figure_but_a_sentence()
    {
        using var person = new Person();
        var rows = Rows.Of(more: ",\"bench\": \"a\"") + Rows.Of(weak: "1", strong: "0.5", more: ",\"bench\": \"b\"");
        (await person.Run(["evaluate", "-", "--svg", "curves.svg"], rows))
            .Out.Should()
            .Contain("b: the strong model is not better on average, so there is no gap to recover.");
        var bench = (await person.Run(["evaluate", "-", "--json"], rows)).Json.At("benches")[1];
        foreach (var absent in new[] { "apgr", "interval", "cpt50", "cpt80" })
        {
            bench.TryGetProperty(absent, out _).Should().BeFalse(absent);
        }

        bench.At("atThreshold").TryGetProperty("recovered", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Scores_are_told_for_each_row_and_nothing_of_its_text()
    {
        using var person = WithExample();
        await person.Run(["evaluate", "rows.jsonl", "--scores", "scores.jsonl", "--json"]);
        var scores = await ScoresOf(person);
        var rows = Rows.Example()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();
        scores.Select(score => score.Text("id")).Should().Equal(rows.Select(row => row.Text("id")));
        scores.Should().OnlyContain(score => score.Figure("score") >= 0 && score.Figure("score") <= 1);
        var written = await File.ReadAllTextAsync(Path.Combine(person.Workspace, "scores.jsonl"));
        rows.Select(row => row.Text("text")![..12])
            .Where(text => written.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Should()
            .BeEmpty();
    }

    private static async Task<JsonElement[]> ScoresOf(Person person) =>
        [
            .. (await File.ReadAllLinesAsync(Path.Combine(person.Workspace, "scores.jsonl"))).Select(line =>
                JsonDocument.Parse(line).RootElement
            ),
        ];

    private static Person WithExample()
    {
        var person = new Person();
        person.Write("workspace/rows.jsonl", Rows.Example());
        return person;
    }
}
