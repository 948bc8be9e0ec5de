using System.Globalization;
using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>Which models are good enough for which tasks, at the threshold that catalogs have by default.</summary>
public sealed class EmbeddedScorerTests
{
    public static TheoryData<string> Trivial =>
        new(
            "rename variable x to count",
            "fix typo in README",
            "add a docstring",
            "Fix the typo in the readme",
            "remove the unused import in main.py",
            "bump the version to 1.2.3 in package.json",
            "sort the imports alphabetically",
            "fix indentation",
            "format this file",
            "change the button label to \"Save\"",
            "add a comment above this line",
            "what does this variable mean?"
        );

    public static TheoryData<string> Middling =>
        new(
            "write a unit test for this function",
            "convert callback to async in a file",
            "Convert the callbacks in src/loader.js to async/await",
            "add pagination to the list endpoint",
            "implement an LRU cache class in Python",
            "write a regex that validates email addresses",
            "write a SQL query that returns the top ten customers by revenue",
            "add input validation to the signup form handler",
            "Write unit tests for the parser in parser.py covering empty input"
        );

    public static TheoryData<string> Hard =>
        new(
            "Refactor the authentication across all services to use OAuth2, migrating existing sessions without downtime",
            "debug the race condition in the connection pool that deadlocks under load",
            "migrate the authentication from session cookies to OAuth2 across all services",
            "prove that this lock-free queue is linearizable",
            "Prove the invariant of the red-black tree deletion holds",
            "redesign the storage layer across all modules so that transactions are consistent across replicas",
            "find and fix the intermittent deadlock between the writer thread and the flush thread in src/wal.rs, src/flush.rs "
                + "and src/pool.rs",
            "audit the entire authentication system for vulnerabilities and rewrite the session handling to prevent privilege escalation"
        );

    [Fact]
    public void It_is_the_second_of_its_name() =>
        new EmbeddedScorer().Identity.Should().Be("embedded/2", "scores stored by the first version must not be used");

    [Theory]
    [MemberData(nameof(Trivial))]
    public void A_trivial_edit_is_safe_with_every_model(string task) => Check(task, "tiny");

    [Theory]
    [MemberData(nameof(Hard))]
    public void A_hard_task_is_for_the_strong_ones(string task) => Check(task, "strong", "strongest");

    [Fact]
    public void A_medium_task_is_safer_than_a_hard_one_and_not_safer_than_a_trivial_one()
    {
        var (trivial, middling, hard) = (Tiny(Trivial), Tiny(Middling), Tiny(Hard));
        middling.Average().Should().BeLessThan(trivial.Average());
        middling.Min().Should().BeGreaterThan(hard.Max());
        trivial.Min().Should().BeGreaterThan(hard.Max());

        static double[] Tiny(TheoryData<string> tasks) => [.. tasks.Cast<object[]>().Select(row => Score((string)row[0]).Of(new("tiny")))];
    }

    [Theory]
    [InlineData("rename `race` to `deadlock`", "tiny")] // names in code say nothing
    [InlineData("rename race_security to deadlock.proof", "tiny")]
    [InlineData("change the label \"prove the invariant\" to \"deadlock\"", "tiny")]
    [InlineData("explain how this function works", "tiny")]
    [InlineData("prove that the index never misses an update while two writers split one page", "strong", "strongest")]
    public void A_word_counts_for_what_it_says_there(string task, params string[] weakest) => Check(task, weakest);

    [Theory]
    [InlineData("rename the field `{0}` to `{1}` in this class")]
    [InlineData("rename `{0} the {1} now` in this class")]
    [InlineData("rename {0}_a to b.{1} in this class")]
    [InlineData("change the label \"{0} {1}\" to \"{1}\" in this view")]
    [InlineData("change the label “{0}” to «{1} {0}» in this view")]
    [InlineData("why does this return null?\n\n```\n{0}({1}) {{ {0} and {1} }}\n```")]
    public void Names_and_quotations_say_nothing_whatever_they_say(string template)
    {
        // Both have the same length, so that nothing else differs.
        var plain = Score(string.Format(CultureInfo.InvariantCulture, template, "aaaaaaaa", "bbbbbbbb"));
        foreach (var (first, second) in new[] { ("deadlock", "security"), ("refactor", "rollback"), ("threaded", "renaming") })
        {
            ShouldBeNearly(Score(string.Format(CultureInfo.InvariantCulture, template, first, second)), plain, 0.005, first);
        }
    }

    [Theory]
    [MemberData(nameof(Trivial))]
    [MemberData(nameof(Middling))]
    [MemberData(nameof(Hard))]
    public void Courtesy_changes_nothing(string task)
    {
        var plain = Score(task);
        foreach (
            var courteous in new[]
            {
                $"Please {task}",
                $"Hi! Could you please {task}",
                $"{task}\n\nThank you.",
                $"Thanks in advance!\n\n   {task}   \n\n\n",
            }
        )
        {
            Score(courteous).Should().BeEquivalentTo(plain, courteous);
        }

        // A name and repeated punctuation are not courtesy, but they change little.
        foreach (
            var courteous in new[]
            {
                $"{task}, thanks!",
                $"Good morning everyone,\n\n{task}\n\nLet me know if you need anything else.\nBest regards, Anna",
            }
        )
        {
            ShouldBeNearly(Score(courteous), plain, 0.06, courteous);
        }
    }

    [Theory]
    [MemberData(nameof(Trivial))]
    [MemberData(nameof(Middling))]
    [MemberData(nameof(Hard))]
    public void Letter_case_changes_nothing(string task)
    {
        var plain = Score(task);
        Score(task.ToUpperInvariant()).Should().BeEquivalentTo(plain);
        Score(task.ToLowerInvariant()).Should().BeEquivalentTo(plain);
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
        foreach (
            var pasted in new[]
            {
                $"```cs\n{Code}\n```",
                string.Join('\n', Code.Split('\n').Skip(1)),
                "@@ -1,2 +1,2 @@\n-lock the mutex\n+prove there is no race\n \n",
            }
        )
        {
            ShouldBeNearly(Score($"{task}\n\n{pasted}"), Score(task), 0.2, pasted);
        }
    }

    [Theory]
    [InlineData("rename variable x to count", "a small edit, a detail, short")]
    [InlineData("prove that this lock-free queue is linearizable", "asks to prove, lock-free concurrency, many concerns at once")]
    [InlineData("", "short")]
    [InlineData(
        "Ann has 12 apples. She gives a third of them to her brother and eats 2. How many apples does she have left?",
        "a word problem, about as hard as most"
    )]
    [InlineData(
        "Crash when resizing\n\nDescribe the bug\nThe window closes.\n\nExpected behavior\nIt stays open.",
        "no kind of text that the scorer knows, so judged as an average task"
    )]
    public void The_reason_names_what_weighed_most(string task, string expected) => Score(task).Because.Should().Be(expected);

    [Fact]
    public void The_reason_is_in_our_own_words()
    {
        string[] ours =
        [
            .. Lexicon.Phrases,
            .. Enum.GetValues<TaskFormat>().Select(Formats.Name),
            "long",
            "short",
            "code to read",
            "a stack trace",
            "a diff",
            "a file named",
            "several files named",
            "several steps",
            "many conditions",
            "a question",
            "numbers given",
            "many concerns at once",
            "worded like harder tasks",
            "worded like easier tasks",
            "several sentences",
            "nothing that stands out",
            "so judged as an average task",
            "harder than most for a weaker model",
            "easier than most for a weaker model",
            "about as hard as most",
        ];
        Word.Array[0, 60].Sample(words => Score(string.Join(' ', words)).Because!.Split(", ").All(ours.Contains), iter: 3_000);
    }

    [Fact]
    public void The_reason_contains_no_piece_of_the_task() =>
        Gen.Char['a', 'z']
            .Array[7, 12]
            .Array[1, 20]
            .Select(words => words.Select(letters => "q" + new string(letters)).ToArray())
            .Sample(
                words =>
                    words.All(word =>
                        !Score($"refactor {string.Join(' ', words)} so that {words[0]} is safe")
                            .Because!.Contains(word, StringComparison.OrdinalIgnoreCase)
                    ),
                iter: 1_000
            );

    [Fact]
    public void Scores_rise_with_strength_and_the_strongest_has_exactly_1() =>
        Gen.Select(Word.Array[0, 60], Gen.Double[0, 1].Array[1, 8])
            .Sample(
                (words, strengths) =>
                {
                    ModelSpec[] models = [.. strengths.Order().Select((strength, index) => TestModels.Of($"m{index}", strength))];
                    var scores = Score(string.Join(' ', words), models).Scores.Select(score => score.Value).ToArray();
                    return scores.All(score => score is >= 0 and <= 1) && scores.SequenceEqual(scores.Order()) && scores[^1] == 1;
                },
                iter: 2_000
            );

    [Fact]
    public void Equals_of_the_strongest_have_1_as_well() =>
        Score(
            "prove that this lock-free queue is linearizable",
            [TestModels.Of("a", 0.8), TestModels.Of("b", 0.8), TestModels.Of("c", 0.5)]
        )
            .Scores.Select(score => score.Value == 1)
            .Should()
            .Equal(true, true, false);

    // Published figures: the same on every machine and at every start, or two editors would route one task two ways. New weights, new
    // figures.
    [Theory]
    [InlineData("fix typo in README", 0.9568, 0.979)]
    [InlineData("implement an LRU cache class in Python", 0.6669, 0.8231)]
    [InlineData("debug the race condition in the connection pool that deadlocks under load", 0.0275, 0.178)]
    [InlineData("Which planet is closest to the sun?\nA. Venus\nB. Mercury\nC. Mars\nD. Earth\nAnswer:", 0.7205, 0.8543)]
    [InlineData(
        "Ann has 12 apples. She gives a third of them to her brother and eats 2. How many apples does she have left?",
        0.5407,
        0.7442
    )]
    public void Scores_are_the_same_everywhere(string task, double tiny, double strong)
    {
        var sheet = Score(task);
        (sheet.Of(new("tiny")), sheet.Of(new("strong"))).Should().Be((tiny, strong));
        Score(task).Should().BeEquivalentTo(sheet);
    }

    [Fact]
    public void Each_score_says_which_strength_it_rests_on()
    {
        ModelSpec[] models =
        [
            TestModels.Of("stated", 0.123456),
            TestModels.Of("known", model: "claude-3-haiku"),
            TestModels.Of("sized", model: "mine:7b"),
            TestModels.Of("nameless", model: "mine"),
        ];
        var strengths = StrengthTable.OfAll([.. models]);
        Score("rename x", models)
            .Scores.Select(score => score.Strength)
            .Should()
            .Equal(
                new ModelStrength(0.123, StrengthSource.Catalog),
                new ModelStrength(strengths[1].Value, StrengthSource.Family),
                new ModelStrength(strengths[2].Value, StrengthSource.Size),
                new ModelStrength(0.6, StrengthSource.Cost)
            );
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
        "rename",
        "typo",
        "refactor",
        "prove",
        "deadlock",
        "security",
        "latency",
        "all",
        "across",
        "the",
        "x",
        "a.cs",
        "src/b/c.ts",
        "`lock`",
        "why",
        "must",
        "tests",
        "explain",
        "please",
        "\n",
        "- ",
        "```",
        "{",
        "transactions",
        "migrate",
        "canary",
        "\nA. ",
        "\nB. ",
        "\nC. ",
        "\nAnswer:",
        "\n\\boxed{}",
        "how many",
        "apples",
        "12",
        "\nSample Input\n1 2 3 4 5",
        "\nSteps to reproduce\n",
        "?",
        ".",
        "\n@@ -1 +1 @@\n",
        "\nat a.b(c)",
        "並行"
    );

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static void Check(string task, params string[] weakest)
    {
        var sheet = Score(task);
        sheet.Scores.First(score => score.Value >= RouterSpec.DefaultThreshold).Slug.Value.Should().BeOneOf(weakest, sheet.Because);
    }

    private static void ShouldBeNearly(ScoreSheet actual, ScoreSheet expected, double within, string because)
    {
        for (var i = 0; i < expected.Scores.Length; i++)
        {
            actual.Scores[i].Value.Should().BeApproximately(expected.Scores[i].Value, within, because);
        }
    }

    private static ScoreSheet Score(string task, ModelSpec[]? models = null) =>
        EmbeddedScorer.Score(new TaskSignal(task, false, false, 1), [.. models ?? TestModels.Sample]);
}
