using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using static ShimLsp.Core.Tests.Routing.EmbeddedScores;

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
}
