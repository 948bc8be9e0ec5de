using CsCheck;
using ShimLsp.Core.Routing.Embedded;
using static ShimLsp.Core.Tests.Routing.EmbeddedScores;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>The reason that the embedded scorer gives for its scores.</summary>
public sealed class EmbeddedReasonTests
{
    [Theory]
    [InlineData("rename variable x to count", "short, worded like easier tasks")]
    [InlineData("prove that this lock-free queue is linearizable", "asks to prove, lock-free concurrency, concurrency")]
    [InlineData("", "short")]
    [InlineData(
        "Ann has 12 apples. She gives a third of them to her brother and eats 2. How many apples does she have left?",
        "a word problem, about as hard as most"
    )]
    [InlineData(
        "Crash when resizing\n\nDescribe the bug\nThe window closes.\n\nExpected behavior\nIt stays open.",
        "a cause to find, worded like harder tasks"
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
            "output to read",
            "data to read",
            "commands to read",
            "a table",
            "a report",
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
}
