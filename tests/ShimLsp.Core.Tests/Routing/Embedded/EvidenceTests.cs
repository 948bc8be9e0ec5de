using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Core.Routing.Embedded.Evidence;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>What is pasted is counted by its kind, and none of its words is taken for the person's.</summary>
public sealed class EvidenceTests
{
    private const string Request =
        "Why does the total lose an item when two workers run? Fix the race in the pool, " + "and keep the tests.";

    public static TheoryData<string> Samples => [.. All.Keys];

    private static Dictionary<string, (EvidenceKind Kind, string Text)> All { get; } =
        Rows(EvidenceKind.Code, EvidenceSamples.Code)
            .Concat(Rows(EvidenceKind.Trace, EvidenceSamples.Traces))
            .Concat(Rows(EvidenceKind.Log, EvidenceSamples.Logs))
            .Concat(EvidenceSamples.Others.Select(sample => (sample.Value.Kind, sample.Key, sample.Value.Text)))
            .ToDictionary(sample => $"{sample.Kind}: {sample.Key}", sample => (sample.Kind, sample.Text));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_pasted_line_is_evidence_and_most_are_of_the_kind(string name)
    {
        var (expected, text) = All[name];
        var task = Reading.Of(text).Task;
        task.CodeLines.Should().Be(task.Lines, $"{name}: {Listed(text)}");
        task.LinesOf(expected).Should().BeGreaterThan(task.Lines / 2, $"{name}: {Listed(text)}");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_request_around_it_is_read_as_it_is_alone(string name)
    {
        var text = All[name].Text;
        var alone = Said(Request);
        Said($"{text}\n\n{Request}").Should().BeEquivalentTo(alone, $"{name} before it");
        Said($"{Request}\n\n{text}").Should().BeEquivalentTo(alone, $"{name} behind it");
        Said($"{Request}\n```\n{text}\n```").Should().BeEquivalentTo(alone, $"{name} in a fence");
    }

    [Fact]
    public void Pages_of_it_use_up_nothing_that_the_request_needs()
    {
        var page = string.Join('\n', Enumerable.Repeat(EvidenceSamples.Code["Python"], 800));
        Said($"{page}\n\n{Request}").Should().BeEquivalentTo(Said(Request));
        Said($"{Request}\n\n{page}").Should().BeEquivalentTo(Said(Request));
    }

    [Theory]
    [InlineData("Rename the class to Basket.")]
    [InlineData("select the first row from the list (not the last)")]
    [InlineData("update the rules (all of them) and set a limit")]
    [InlineData("delete from the list what is old")]
    [InlineData("create a table of contents (two levels)")]
    [InlineData("Thread 2 of the pool hangs, why?")]
    [InlineData("add a Scan on startup so that all files of the project are found again")]
    [InlineData("class names are wrong, use nouns")]
    [InlineData("import the data from the csv and show it")]
    [InlineData("return null if the list is empty")]
    [InlineData("if it fails: say so")]
    [InlineData("for each of these, add a test:")]
    [InlineData("make it faster - it takes 3 s")]
    [InlineData("go through all of the files and find dead code")]
    [InlineData("git rebase fails, what do I do?")]
    [InlineData("error handling is missing in save()")]
    [InlineData("Note: keep the old names")]
    [InlineData("Bug: the button does nothing")]
    [InlineData("Expected: it is saved")]
    [InlineData("- rename `total` to `sum`")]
    [InlineData("1. Add a column, 2. fill it, 3. drop the old one")]
    [InlineData("what does @dataclass do?")]
    [InlineData("@src/shop.py is too long, split it")]
    [InlineData("# Goal")]
    [InlineData("> quoted from the issue: it hangs")]
    [InlineData("Use tabs, not blanks, in shop.py, basket.py, and item.py")]
    [InlineData("at noon we deploy (all of us)")]
    [InlineData("Select the best option and go on")]
    [InlineData("When I run it, I get a TypeError: x is not a function")]
    [InlineData("from now on, answer in French")]
    [InlineData("do")]
    [InlineData("done")]
    [InlineData("fix")]
    [InlineData("请修复这个错误：连接超时")]
    [InlineData("3 tests fail since yesterday")]
    [InlineData("TODO list is empty, fill it")]
    [InlineData("OK now do the same for the others")]
    [InlineData("make the tests pass - use the mock")]
    [InlineData("Please add (a) a test (b) a page")]
    [InlineData("use a queue")]
    [InlineData("type is wrong")]
    public void What_a_person_says_is_no_evidence(string line)
    {
        var task = Reading.Of(line).Task;
        task.CodeLines.Should().Be(0, Listed(line));
    }

    private static string Listed(string text)
    {
        var scan = default(EvidenceScan);
        var lines = text.Split('\n').Where(line => line.Trim().Length > 0);
        return string.Join(" / ", lines.Select(line => $"{scan.Next(line, line.Trim())}: {line}"));
    }

    private static object Said(string text)
    {
        var task = Reading.Of(text).Task;
        return new
        {
            task.Words,
            task.ProseWords,
            task.Sentences,
            task.Clauses,
            task.Questions,
            task.Steps,
            task.Files,
            task.ProseNumbers,
            task.ReportMarks,
            task.ContestMarks,
            task.Head,
            Hits = string.Join(',', Enum.GetValues<Trait>().Select(task.Hits)),
        };
    }

    private static IEnumerable<(EvidenceKind Kind, string Key, string Text)> Rows(EvidenceKind kind, Dictionary<string, string> samples) =>
        samples.Select(sample => (kind, sample.Key, sample.Value));
}
