using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>Which texts are taken for what. All are made up for this.</summary>
public sealed class FormatsTests
{
    private const string Talk =
        "Somebody told somebody else that the thing is not as it was when we looked at it the last time, and nobody knows what "
        + "to say to that. ";

    private static readonly (TaskFormat Format, string Text)[] Texts =
    [
        (TaskFormat.Choice, "Which planet is closest to the sun?\nA. Venus\nB. Mercury\nC. Mars\nD. Earth\nAnswer:"),
        (
            TaskFormat.Choice,
            "A cook salts the water before the pasta goes in. What does the salt do to the boiling point?\nA) raises it\nB) "
                + "lowers it\nC) nothing at all\nD) both\nAnswer:"
        ),
        (
            TaskFormat.Prompted,
            "Read the question and give the letter of what is true.\n\nQuestion:\nWho built the bridge?\n\n"
                + "A. a mason\nB. a carpenter\nC. a smith\n\nAnswer with one letter."
        ),
        (TaskFormat.Prompted, "What is the sum of the angles of a pentagon? Put your answer into \\boxed{}."),
        (
            TaskFormat.Contest,
            "There are n lamps in a row, and each shows a number. Print how many pairs add up to k.\n\nConstraints\n\n"
                + "1 <= n <= 10^5\n1 <= k <= 10^9\n\nSample Input 1\n\n4 7\n3 4 2 5\n\nSample Output 1\n\n2"
        ),
        (
            TaskFormat.Contest,
            "Given a list of lamps, return the brightest run of three.\n\n"
                + "Example 1:\nInput: lamps = [3, 1, 4, 1, 5]\nOutput: 10\n\nConstraints:\n3 <= lamps.length <= 1000"
        ),
        (
            TaskFormat.WordProblem,
            "Ann has 12 apples. She gives a third of them to her brother and eats 2. How many apples does she have left?"
        ),
        (
            TaskFormat.WordProblem,
            "A baker sells 40 rolls in the morning at 2 dollars each and half as many in the evening at half the price. How "
                + "much money did he earn altogether?"
        ),
        (
            TaskFormat.Editor,
            "The export of large sheets fails\n\n## Steps to reproduce\n1. open a sheet with many rows\n2. press export\n\n"
                + "## Expected\nA file is written.\n\n## Version\n4.2"
        ),
        (
            TaskFormat.Editor,
            "Crash when resizing\n\nDescribe the bug\nThe window closes when it is made very small.\n\nExpected behavior\nIt stays open."
        ),
        (TaskFormat.Editor, string.Concat(Enumerable.Repeat(Talk, 8))),
        (TaskFormat.Editor, "pick one for our logger:\nA. the old one\nB. the new one\nC. none"),
        (TaskFormat.Editor, "rename x to count"),
        (TaskFormat.Editor, "fix the flaky test in tests/basket_test.py, it fails about once in 20 runs"),
        (TaskFormat.Editor, "in src/Basket.cs the total is 12 where it should be 14, how many times is the discount taken off the price?"),
        (TaskFormat.Editor, "make this async\n\n```cs\nvar a = 1;\nvar b = 2;\n```"),
        (TaskFormat.Editor, "do these:\n- rename the class\n- add a test for the empty list\n- bump the version"),
        (
            TaskFormat.Editor,
            "why does it stop here?\n\nTraceback (most recent call last):\n  File \"a.py\", line 3, in <module>\nKeyError: 'total'"
        ),
        (TaskFormat.Editor, "把这个函数改名为 total"),
        (TaskFormat.Editor, ""),
        (TaskFormat.Editor, "!!!"),
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (format, text) in Texts)
            {
                rows.Add(format.ToString(), text);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_format_is_known_by_its_form(string format, string text) => Reading.Of(text).Format.ToString().Should().Be(format);

    [Theory]
    [MemberData(nameof(All))]
    public void Letter_case_changes_no_format(string format, string text)
    {
        Reading.Of(text.ToLowerInvariant()).Format.ToString().Should().Be(format);
        Reading.Of(text.ToUpperInvariant()).Format.ToString().Should().Be(format);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Courtesy_changes_no_format(string format, string text)
    {
        foreach (
            var polite in new[]
            {
                $"Please {text}",
                $"Hi! Could you please help me with this: {text}\n\nThank you very much in advance!",
                $"{text}\n\nThanks a lot!",
                $"\n\n  {text}  \n\n",
            }
        )
        {
            Reading.Of(polite).Format.ToString().Should().Be(format, polite);
        }
    }

    [Theory]
    [InlineData("Which planet is closest to the sun?\nA. Venus\nB. Mercury\nAnswer:")] // two are no choice
    [InlineData("Which planet is closest to the sun?\nA. Venus\nC. Mars\nB. Mercury\nD. Earth\nAnswer:")] // nor are they in any order
    [InlineData("Which planet is closest to the sun?\nA. a\nB. b\nC. c\nD. d\nE. e\nF. f\nG. g\nAnswer:")]
    [InlineData(
        "Which planet is closest to the sun?\nA. Venus\nB. Mercury\nC. Mars\nD. Earth\nOne is wrong.\nOne is hot.\nOne is red.\nAnswer:"
    )]
    [InlineData("Which planet is closest to the sun?\nA. Venus\nB. Mercury\nC. Mars\nD. Earth")] // nothing to fill in
    public void A_text_that_only_resembles_a_choice_is_not_one(string text) => Reading.Of(text).Format.Should().NotBe(TaskFormat.Choice);

    [Theory]
    [InlineData("Constraints: rename nothing that the tests use")] // no numbers
    [InlineData("How many files are there in the folder of tests that still use the old assertion library?")]
    [InlineData("`Price` in basket.py is 12 dollars and 3 cents, how many of them are left altogether after the half?")]
    public void A_text_about_code_is_neither_a_contest_nor_a_sum(string text) => Reading.Of(text).Format.Should().Be(TaskFormat.Editor);

    [Fact]
    public void Of_a_dump_only_the_beginning_is_looked_up()
    {
        // Two words in turn make four grams, with the first one's pair; the third word comes when enough was read.
        var text = string.Concat(Enumerable.Repeat("left right ", 5_000));
        Reading.Of(text + "other").Task.Grams.Should().Be(Reading.Of(text).Task.Grams);
        Reading.Of("other " + text).Task.Grams.Should().BeGreaterThan(Reading.Of(text).Task.Grams);
    }

    [Fact]
    public void Every_format_has_its_own_name() =>
        Enum.GetValues<TaskFormat>().Select(Formats.Name).Should().OnlyHaveUniqueItems().And.NotContainNulls();
}
