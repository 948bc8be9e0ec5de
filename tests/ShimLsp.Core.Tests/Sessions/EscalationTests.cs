using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// A model that is stuck gives way to the next stronger one. The table's models rise in strength: <c>low</c>, <c>mid</c>, <c>high</c>; each
/// is good enough for the task, so <c>low</c> gets it.
/// </summary>
public sealed class EscalationTests
{
    private const string Task = "Make the pool close all of its connections.";
    private const string Three = """
        low   cost 1  strength 0.3  score 0.80
        mid   cost 2  strength 0.6  score 0.90
        high  cost 9  strength 0.9  score 0.95
        """;

    public static TheoryData<string, string, string> Stuck()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var format in AgentRun.Formats)
        {
            foreach (
                var (calls, why) in new[]
                {
                    ("read read read", "the same call gave the same result three times"),
                    ("read grep read grep read", "the same call gave the same result three times"),
                    ("test! test! test!", "the same error came three times"),
                    ("a>b test! c>d test! e>f test!", "the same test failed three times"),
                    ("read test! a>b test! read2 c>d test!", "the same test failed three times"),
                    ("run! a>b run! c>d run!", "the same error came three times"),
                    ("run! run!2 run!3 run!4", "the same error came four times"),
                    ("a>b b>a a>b", "edits were undone and made again"),
                    ("a>b test! b>a test? a>b", "edits were undone and made again"),
                    ("refused refused refused", "a tool refused its arguments three times"),
                    ("missing read missing2 read2 missing3", "a tool refused its arguments three times"),
                    ("a>b test! c>d test? a>b2 test! c>d2 test? e>f test!", "tests failed five times in a row"),
                    (string.Join(' ', Enumerable.Range(1, 40).Select(i => $"read{i}")), "40 calls changed nothing"),
                }
            )
            {
                cases.Add(format, calls, why);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Stuck))]
    public async Task A_model_that_is_stuck_gives_way_to_the_next_stronger_one(string format, string calls, string why)
    {
        using var session = new TestSession(Three);
        var first = await session.DecideAsync(AgentRun.Request(format, Task, ""));
        first.Model.Slug.Value.Should().Be("low");

        var decision = await session.DecideAsync(AgentRun.Request(format, Task, calls));

        decision.Model.Slug.Value.Should().Be("mid", "one step at a time");
        decision.Raised.Should().Be(new Raised(1, why));
        decision.Reason.Should().Be($"raised: {why}, so mid takes over from low: the test says so");
        decision
            .Candidates.Select(candidate => $"{candidate.Slug} {candidate.Verdict}")
            .Should()
            .Equal("mid Chosen", "low Viable", "high Viable");
        decision.Should().BeEquivalentTo(new { first.CacheKey, Source = DecisionSource.Cache }, "the scores stay those of the task");
    }

    [Theory]
    [InlineData("")]
    [InlineData("read grep read2 a>b test")]
    [InlineData("test! a>b test? c>d test")] // each run shows progress
    [InlineData("a>b test! c>d test! e>f test")] // two failures are ordinary
    [InlineData("a>b test! c>d test! e>f test! a>b2 test")] // it passes in the end
    [InlineData("read read a>b read")] // the file is another one now
    [InlineData("a>b b>a")] // a mistake that was undone
    [InlineData("refused refused a>b refused")] // it knows how by now
    [InlineData("wait wait wait wait wait")] // a long build
    [InlineData("stopped stopped stopped")] // the person stopped it
    [InlineData("run! a>b run")]
    [InlineData("run! run!2 run!3 run")]
    [InlineData("test! test! test! \"Rename_foo_to_bar_in_src/b.py\"")] // another task
    public async Task Ordinary_work_is_not_taken_for_it(string calls)
    {
        using var session = new TestSession(Three);
        foreach (var format in AgentRun.Formats)
        {
            var decision = await session.DecideAsync(AgentRun.Request(format, Task, calls));
            decision.Raised.Should().BeNull(format);
            decision.Model.Slug.Value.Should().Be("low");
        }
    }

    [Theory]
    [InlineData("still_failing")]
    [InlineData("no")]
    [InlineData("you_broke_it")]
    [InlineData("that's_wrong")]
    [InlineData("It_doesn't_work")]
    [InlineData("same_error")]
    [InlineData("TypeError:_f()_takes_1_argument")]
    [InlineData("geht_immer_noch_nicht")]
    [InlineData("toujours_la_même_erreur")]
    [InlineData("sigue_sin_funcionar")]
    [InlineData("não_funciona")]
    [InlineData("non_funziona_ancora")]
    [InlineData("всё_ещё_не_работает")]
    [InlineData("还是报错")]
    [InlineData("まだ失敗します")]
    [InlineData("아직_안_돼요")]
    public async Task So_does_one_whose_work_the_person_rejects(string complaint)
    {
        using var session = new TestSession(Three);
        foreach (var format in AgentRun.Formats)
        {
            var decision = await session.DecideAsync(AgentRun.Request(format, Task, $"a>b \"{complaint}\""));
            decision.Model.Slug.Value.Should().Be("mid", format);
            decision.Raised.Should().Be(new Raised(1, "the person said that it did not work"));
            decision.Continues.Should().BeTrue();

            (await session.DecideAsync(AgentRun.Request(format, Task, $"a>b \"{complaint}\" read \"go_on\"")))
                .Model.Slug.Value.Should()
                .Be("mid", "nothing has shown progress since");
            (await session.DecideAsync(AgentRun.Request(format, Task, $"a>b \"{complaint}\" read \"thanks,_it_works_now\" read \"go_on\"")))
                .Model.Slug.Value.Should()
                .Be("low");
        }
    }

    [Theory]
    [InlineData("go_on")]
    [InlineData("yes,_please_fix_it")]
    [InlineData("looks_good,_continue")]
    [InlineData("no,_use_a_queue")]
    [InlineData("no_thanks")]
    [InlineData("fix_the_failing_test")]
    public async Task Other_follow_ups_raise_nothing(string text)
    {
        using var session = new TestSession(Three);
        (await session.DecideAsync(AgentRun.Request("chat", Task, $"a>b \"{text}\""))).Raised.Should().BeNull();
    }

    [Fact]
    public async Task In_a_conversation_the_stronger_model_stays_and_only_new_trouble_goes_further()
    {
        using var session = new TestSession(Three);
        var run = "";
        async Task Check(string more, string expected)
        {
            run = $"{run} {more}";
            (await session.DecideAsync(AgentRun.Request("messages", Task, run, "A"))).Model.Slug.Value.Should().Be(expected, run);
        }

        await Check("", "low");
        await Check("test!", "low");
        await Check("test!", "low");
        await Check("test!", "mid");
        await Check("", "mid"); // the same request again is no new trouble
        await Check("grep", "mid");
        await Check("a>b", "mid");
        await Check("test!", "mid");
        await Check("test!", "mid");
        await Check("test!", "high");
        await Check("test!", "high");
        await Check("\"go_on\"", "high");
        await Check("test \"Thanks!\"", "high"); // it is cheaper than another that reads it all again, and follow-ups stay
    }

    [Fact]
    public async Task A_task_alone_that_complains_raises_the_model_of_its_conversation_each_time()
    {
        using var session = new TestSession(Three);
        var came = new List<string>();
        foreach (var task in new[] { Task, "still failing", "go on", "no", "you broke it" })
        {
            var request = new RouteRequest { Task = task, ConversationId = "A" };
            came.Add((await session.DecideAsync(request)).Model.Slug.Value);
        }

        came.Should().Equal("low", "mid", "mid", "high", "high");
        (await session.DecideAsync(new RouteRequest { Task = "still failing" })).Raised.Should().BeNull("it has no task to raise");
    }

    [Theory]
    [InlineData("low now failing")]
    [InlineData("none")]
    public async Task Only_models_that_can_take_the_request_now_are_steps(string unavailable)
    {
        using var session = new TestSession(Three);
        if (unavailable == "none")
        {
            session.Report("mid", 429, retryAfter: 60);
            session.Report("high", 429, retryAfter: 60);
        }
        else
        {
            session.Report("mid", 429, retryAfter: 60);
        }

        var decision = await session.DecideAsync(AgentRun.Request("chat", Task, "test! test! test!"));
        decision.Model.Slug.Value.Should().Be(unavailable == "none" ? "low" : "high");
    }

    [Fact]
    public async Task The_strongest_and_a_pinned_model_are_never_left()
    {
        using var strongest = new TestSession("low cost 1 strength 0.3 score 0.2\nhigh cost 9 strength 0.9 score 0.95");
        (await strongest.DecideAsync(AgentRun.Request("chat", Task, "test! test! test!")))
            .Should()
            .BeEquivalentTo(new { Raised = (Raised?)null, Source = DecisionSource.Embedded });

        using var pinned = new TestSession(Three, selected: "low");
        (await pinned.DecideAsync(AgentRun.Request("chat", Task, "test! test! test!"))).Source.Should().Be(DecisionSource.Pinned);
    }

    [Fact]
    public async Task The_setting_turns_it_off()
    {
        using var off = new TestSession(Three, new RouterSpec { Escalation = Escalation.Off });
        (await off.DecideAsync(AgentRun.Request("chat", Task, "test! test! test!"))).Raised.Should().BeNull();
        off.Configure(new ShimSettings { Escalation = Escalation.On });
        (await off.DecideAsync(AgentRun.Request("chat", Task, "test! test! test!"))).Raised.Should().NotBeNull();
    }

    [Fact]
    public void It_never_lowers_never_goes_two_steps_and_never_changes_the_key()
    {
        string[] words =
        [
            "read",
            "grep",
            "ls",
            "test!",
            "test?",
            "test",
            "a>b",
            "b>a",
            "c>d",
            "refused",
            "run!",
            "run",
            "wait",
            "\"no\"",
            "\"go_on\"",
        ];
        string[] order = ["low", "mid", "high"];
        Gen.Select(Gen.Int[0, words.Length - 1].List[0, 30], Gen.Int[0, 2], Gen.Double[0.5, 0.99], Gen.Bool)
            .Sample(
                (calls, format, threshold, isKnown) =>
                {
                    var spec = new RouterSpec { Threshold = threshold };
                    using var on = new TestSession(Three, spec);
                    using var off = new TestSession(Three, spec with { Escalation = Escalation.Off });
                    var request = AgentRun.Request(
                        AgentRun.Formats[format],
                        Task,
                        string.Join(' ', calls.Select(at => words[at])),
                        isKnown ? "A" : null
                    );
                    var with = on.DecideAsync(request).GetAwaiter().GetResult();
                    var without = off.DecideAsync(request).GetAwaiter().GetResult();
                    with.CacheKey.Should().Be(without.CacheKey);
                    (Array.IndexOf(order, with.Model.Slug.Value) - Array.IndexOf(order, without.Model.Slug.Value))
                        .Should()
                        .Be(with.Raised is null ? 0 : 1);
                },
                iter: 300,
                threads: 1
            );
    }
}
