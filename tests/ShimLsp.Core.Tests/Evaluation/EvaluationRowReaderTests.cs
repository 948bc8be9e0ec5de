using System.Text;
using CsCheck;
using ShimLsp.Core.Evaluation;
using ShimLsp.Core.Tests.Routing;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>Rows as people bring them.</summary>
public sealed class EvaluationRowReaderTests
{
    private const string Models = """ "weak": {"model": "w", "score": 0}, "strong": {"model": "s", "score": 1} """;

    [Fact]
    public void A_whole_row()
    {
        var row = Read(
            """
            {"bench": "b", "id": "1", "text": " fix it ", "weak": {"model": "w", "score": 0.25, "cost": 1},
                "strong": {"model": "s", "score": 1}, "more": []}
            """
        ).Row!;
        (row.Bench, row.Id, row.Signal.Text, row.Weak, row.Strong)
            .Should()
            .Be(("b", "1", "fix it", new ModelOutcome("w", 0.25), new ModelOutcome("s", 1)));
    }

    [Fact]
    public void The_least_row_is_of_bench_all() =>
        (Read($$"""{"text": "fix it", {{Models}}}""").Row! is { Bench: "all", Id: null }).Should().BeTrue();

    [Fact]
    public void A_number_is_a_name_as_well() =>
        Read($$"""{"id": 17, "bench": 2, "text": "fix it", {{Models}}}""").Row!.Id.Should().Be("17");

    [Fact]
    public void A_text_may_be_given_as_messages() =>
        Read($$"""{"messages": [{"role": "user", "content": "fix it"}, {"role": "assistant", "content": "done"}], {{Models}}}""")
            .Row!.Signal.Text.Should()
            .Be("fix it");

    [Fact]
    public void A_cut_character_does_no_harm() =>
        Read($$"""{"bench": "\ud800", "text": "fix \ud83d", {{Models}}}""").Row.Should().NotBeNull();

    [Theory]
    [InlineData("[]", "A row is a JSON object")]
    [InlineData("{}", "`weak` must be an object")]
    [InlineData("""{"weak": 1}""", "`weak` must be an object")]
    [InlineData("""{"weak": {"model": "", "score": 0}}""", "`weak.model` must be a model's name")]
    [InlineData("""{"weak": {"model": "w"}}""", "`weak.score` must be a number from 0 (wrong) to 1 (right).")]
    [InlineData("""{"weak": {"model": "w", "score": 1.5}}""", "`weak.score` must be a number from 0 (wrong) to 1 (right).")]
    [InlineData("""{"weak": {"model": "w", "score": -1e-9}}""", "`weak.score` must be a number from 0 (wrong) to 1 (right).")]
    [InlineData("""{"weak": {"model": "w", "score": 1e999}}""", "`weak.score` must be a number from 0 (wrong) to 1 (right).")]
    [InlineData("""{"weak": {"model": "w", "score": "NaN"}}""", "`weak.score` must be a number from 0 (wrong) to 1 (right).")]
    [InlineData("""{"weak": {"model": "w", "score": true}}""", "`weak.score` must be a number from 0 (wrong) to 1 (right).")]
    [InlineData("""{"weak": {"model": "w", "score": 0}}""", "`strong` must be an object")]
    [InlineData("""{MODELS}""", "The task is missing")]
    [InlineData("""{"text": null, MODELS}""", "The task is missing")]
    [InlineData("""{"text": 7, MODELS}""", "`text` must be the task's text")]
    [InlineData("""{"text": "  ", MODELS}""", "`text` must hold some text.")]
    [InlineData("""{"text": "a", "messages": [], MODELS}""", "Give `text` or `messages`, not both.")]
    [InlineData("""{"messages": [{"role": "assistant", "content": "a"}], MODELS}""", "`messages` must hold a user message")]
    [InlineData(
        """{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:"}}]}], MODELS}""",
        "The task has no text"
    )]
    [InlineData("""{"bench": "", "text": "a", MODELS}""", "`bench` must be text or a number")]
    [InlineData("""{"id": [], "text": "a", MODELS}""", "`id` must be text or a number")]
    public void A_wrong_row_is_reported_in_words(string line, string problem)
    {
        var read = Read(line.Replace("MODELS", Models, StringComparison.Ordinal));
        read.Row.Should().BeNull();
        read.Problem.Should().StartWith(problem);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("{\"text\": \"secret\", nonsense", 19)]
    [InlineData("{\"weak\": {\"score\": NaN}}", 19)]
    public void A_line_that_is_not_JSON_is_reported_with_its_position_and_without_its_text(string line, long column)
    {
        var read = Read(line);
        read.Column.Should().Be(column);
        read.Problem.Should().StartWith("This is not JSON from here on.").And.NotContain("secret");
    }

    [Fact]
    public void No_line_ever_throws()
    {
        Gen.Byte.Array[0, 100].Sample(line => EvaluationRowReader.Read(line), iter: 5_000);
        RandomJson.Of(3).Sample(json => Read($$"""{"text": {{json}}, "bench": {{json}}, "messages": {{json}}, "weak": {{json}}}"""));
        RandomJson.Of(3).Sample(json => Read($$"""{"messages": {{json}}, {{Models}}}"""));
    }

    [Fact]
    public void A_row_prints_none_of_its_text() =>
        Read($$"""{"text": "secret", {{Models}}}""").Row!.ToString().Should().NotContain("secret");

    private static EvaluationRowRead Read(string line) => EvaluationRowReader.Read(Encoding.UTF8.GetBytes(line));
}
