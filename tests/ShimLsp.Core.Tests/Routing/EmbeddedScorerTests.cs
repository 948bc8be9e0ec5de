using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>Which models are good enough for which tasks, at the threshold that catalogs have by default.</summary>
public sealed class EmbeddedScorerTests
{
    public static TheoryData<string> Trivial => new(
        "rename variable x to count", "fix typo in README", "add a docstring", "Fix the typo in the readme", "remove the unused import in main.py",
        "bump the version to 1.2.3 in package.json", "sort the imports alphabetically", "fix indentation", "format this file",
        "change the button label to \"Save\"", "add a comment above this line", "what does this variable mean?");

    public static TheoryData<string> Middling => new(
        "write a unit test for this function", "convert callback to async in a file", "Convert the callbacks in src/loader.js to async/await",
        "add pagination to the list endpoint", "implement an LRU cache class in Python", "write a regex that validates email addresses",
        "write a SQL query that returns the top ten customers by revenue", "add input validation to the signup form handler",
        "Write unit tests for the parser in parser.py covering empty input");

    public static TheoryData<string> Hard => new(
        "Refactor the authentication across all services to use OAuth2, migrating existing sessions without downtime",
        "debug the race condition in the connection pool that deadlocks under load",
        "migrate the authentication from session cookies to OAuth2 across all services",
        "prove that this lock-free queue is linearizable",
        "Prove the invariant of the red-black tree deletion holds",
        "redesign the storage layer across all modules so that transactions are consistent across replicas",
        "find and fix the intermittent deadlock between the writer thread and the flush thread in src/wal.rs, src/flush.rs and src/pool.rs",
        "audit the entire authentication system for vulnerabilities and rewrite the session handling to prevent privilege escalation");

    [Theory]
    [MemberData(nameof(Trivial))]
    public void A_trivial_edit_is_safe_with_every_model(string task) => Check(task, weakest: "tiny");

    [Theory]
    [MemberData(nameof(Middling))]
    public void A_middling_task_is_not_for_the_small_ones(string task) => Check(task, weakest: "local");

    [Theory]
    [MemberData(nameof(Hard))]
    public void A_hard_task_is_for_the_strong_ones(string task) => Check(task, weakest: "strong");

    [Theory]
    [InlineData("rename `race` to `deadlock`", "tiny")]                      // names in code say nothing
    [InlineData("rename race_security to deadlock.proof", "tiny")]
    [InlineData("rename the class across the entire codebase", "local")]     // an edit is small only in one place
    [InlineData("investigate the deadlock, the log is attached", "strong")]  // a detail does not make a large task small
    [InlineData("write a function which returns the n-th Fibonacci number", "local")] // no question, though it says which
    [InlineData("explain how this function works", "tiny")]
    public void A_word_counts_for_what_it_says_there(string task, string weakest) => Check(task, weakest);

    [Theory]
    [MemberData(nameof(Trivial))]
    [MemberData(nameof(Middling))]
    [MemberData(nameof(Hard))]
    public void Courtesy_changes_nothing(string task)
    {
        var plain = Score(task);
        foreach (var courteous in new[] { $"Please {task}", $"Hi! Could you please {task}", $"{task}, thanks!", $"{task}\n\nThank you." })
        {
            Score(courteous).Should().BeEquivalentTo(plain, courteous);
        }
    }

    [Theory]
    [MemberData(nameof(Trivial))]
    [MemberData(nameof(Hard))]
    public void Pasted_code_does_not_make_a_task_hard_or_easy(string task)
    {
        const string Code = """
            // refactor: the mutex guards against races and deadlocks; prove the invariant, rename nothing
            public async Task<Session> MigrateAsync(Session session, CancellationToken token)
            {
                lock (gate) { transaction.Commit(); }
                return await security.EncryptAsync(session, token);
            }
            """;
        var expected = Score(task).Scores.Select(score => score.Value >= 0.7);
        Score($"{task}\n\n```cs\n{Code}\n```").Scores.Select(score => score.Value >= 0.7).Should().Equal(expected);
        Score($"{task}\n\n{string.Join('\n', Code.Split('\n').Skip(1))}").Scores.Select(score => score.Value >= 0.7).Should().Equal(expected);
        Score($"{task}\n\n@@ -1,2 +1,2 @@\n-lock the mutex\n+prove there is no race\n \n").Scores.Select(score => score.Value >= 0.7).Should().Equal(expected);
    }

    [Theory]
    [InlineData("rename variable x to count", "a rename, a detail, short")]
    [InlineData("fix typo in README", "a typo, short")]
    [InlineData("write a unit test for this function", "short, something to write")]
    [InlineData("prove there is no race in a.rs, b.rs, c.rs and d.rs", "asks to prove, several files named, concurrency")]
    [InlineData("the quick brown fox jumps over the lazy dog, then it rests by the old river bank for a while, and so the story ends there", "nothing that stands out")]
    public void The_reason_names_what_weighed_most(string task, string expected) => Score(task).Because.Should().Be(expected);

    [Fact]
    public void The_reason_is_in_our_own_words()
    {
        string[] ours = [.. Lexicon.Phrases, "short", "long", "much code", "a stack trace", "several files named", "several steps", "nothing that stands out"];
        Word.Array[0, 60].Sample(
            words => Score(string.Join(' ', words)).Because!.Split(", ").All(ours.Contains),
            iter: 2_000);
    }

    [Fact]
    public void Scores_rise_with_strength_and_the_strongest_has_exactly_1() =>
        Gen.Select(Word.Array[0, 60], Gen.Double[0, 1].Array[1, 8]).Sample(
            (words, strengths) =>
            {
                ModelSpec[] models = [.. strengths.Order().Select((strength, index) => TestModels.Of($"m{index}", strength))];
                var scores = Score(string.Join(' ', words), models).Scores.Select(score => score.Value).ToArray();
                return scores.All(score => score is >= 0 and <= 1) && scores.SequenceEqual(scores.Order()) && scores[^1] == 1;
            },
            iter: 2_000);

    [Fact]
    public void A_score_is_never_below_zero_nor_above_one_for_any_text() =>
        Gen.String[0, 3_000].Sample(text => Score(text).Scores.All(score => score.Value is > 0 and <= 1), iter: 1_000);

    [Theory]
    [InlineData("重构整个代码库的认证模块,使用OAuth2,并保证并发安全,不能停机")]
    [InlineData("すべてのモジュールで名前を変更してください")]
    [InlineData("\u0000\u200b")]
    [InlineData("")]
    public void Scripts_without_spaces_are_scored(string task) => Score(task).Scores.Should().OnlyContain(score => score.Value > 0);

    [Fact]
    public void English_terms_stand_out_of_other_scripts() =>
        Score("修复deadlock和race问题").Because.Should().Contain("concurrency");

    // Published figures: the same on every machine and at every start, or two editors would route one task two ways.
    [Theory]
    [InlineData("fix typo in README", 0.8471, 0.9251)]
    [InlineData("write a unit test for this function", 0.3914, 0.5887)]
    [InlineData("debug the race condition in the connection pool that deadlocks under load", 0.0830, 0.1473)]
    public void Scores_are_the_same_everywhere(string task, double tiny, double small)
    {
        var sheet = Score(task);
        sheet.Of(new("tiny")).Should().BeApproximately(tiny, 0.00005);
        sheet.Of(new("small")).Should().BeApproximately(small, 0.00005);
        Score(task).Should().BeEquivalentTo(sheet);
    }

    [Fact]
    public void Each_score_says_which_strength_it_rests_on()
    {
        ModelSpec[] models =
            [TestModels.Of("stated", 0.123456), TestModels.Of("known", model: "claude-3-haiku"), TestModels.Of("sized", model: "mine:7b"), TestModels.Of("nameless", model: "mine")];
        var strengths = StrengthTable.OfAll([.. models]);
        Score("rename x", models).Scores.Select(score => score.Strength).Should().Equal(
            new ModelStrength(0.123, StrengthSource.Catalog),
            new ModelStrength(strengths[1].Value, StrengthSource.Family),
            new ModelStrength(strengths[2].Value, StrengthSource.Size),
            new ModelStrength(0.6, StrengthSource.Cost));
    }

    [Fact]
    public void It_waits_for_nothing()
    {
        var scoring = new EmbeddedScorer().ScoreAsync(new TaskSignal("t", false, false, 1), [.. TestModels.Sample], default);
        scoring.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void The_price_is_never_seen()
    {
        var dear = TestModels.Sample.Select(model => model with { Cost = 1_000, Pricing = new Pricing(500, null, 500) }).ToArray();
        Score("write a unit test", dear).Should().BeEquivalentTo(Score("write a unit test"));
    }

    private static readonly Gen<string> Word = OneOf(
        "rename", "typo", "refactor", "prove", "deadlock", "security", "latency", "all", "across", "the", "x", "a.cs", "src/b/c.ts", "`lock`",
        "why", "must", "tests", "explain", "please", "\n", "- ", "```", "{", "transactions", "migrate", "canary");

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static void Check(string task, string weakest)
    {
        var sheet = Score(task);
        sheet.Scores.First(score => score.Value >= RouterSpec.DefaultThreshold).Slug.Value.Should().Be(weakest, sheet.Because);
    }

    private static ScoreSheet Score(string task, ModelSpec[]? models = null) =>
        EmbeddedScorer.Score(new TaskSignal(task, false, false, 1), [.. models ?? TestModels.Sample]);
}
