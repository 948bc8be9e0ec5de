using System.Globalization;
using System.Text;
using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

public class CatalogUnreadableTests
{
    [Theory]
    [InlineData("»", "error emptyFile -")]
    [InlineData("»true", "error notACatalog -")]
    [InlineData("\n »\"models\"", "error notACatalog -")]
    [InlineData("{ \"models\": [\n  { \"model\": »tru } ] }", "error invalidJson -")]
    [InlineData("[]»x", "error invalidJson -")]
    [InlineData("[»\"\\ud800\"]", "error invalidJson -")]
    [InlineData("[{ »\"\\udc00\": 1 }]", "error invalidJson -")]
    public void A_text_that_cannot_be_read_has_no_catalog(string text, string expected) =>
        Problems(text, expected).Catalog.Should().BeNull();

    [Theory]
    [InlineData(" \r\n\t ", "emptyFile")]
    [InlineData("// nothing yet", "invalidJson")]
    [InlineData("{", "invalidJson")]
    [InlineData("{ \"models\": [ \"m\" ", "invalidJson")]
    [InlineData("{ models: [] }", "invalidJson")]
    [InlineData("[1 2]", "invalidJson")]
    [InlineData("[\"a\nb\"]", "invalidJson")]
    [InlineData("[NaN]", "invalidJson")]
    public void A_broken_text_says_how(string text, string code)
    {
        var parse = Parse(text);

        parse.Catalog.Should().BeNull();
        parse.Problems.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    [Theory]
    [InlineData(64, null)]
    [InlineData(65, "tooDeep")]
    [InlineData(100_000, "tooDeep")]
    public void Deeper_than_64_levels_is_not_read(int depth, string? code)
    {
        var nested = new string('[', depth - 2) + new string(']', depth - 2);

        Parse($$"""{ "models": ["m"], "comment": [{{nested}}] }""")
            .Problems.Select(problem => problem.Code)
            .SingleOrDefault()
            .Should()
            .Be(code);
    }

    [Fact]
    public void Invalid_utf8_is_reported_at_its_position()
    {
        var parse = CatalogParser.Parse([.. "[\n\"é"u8, 0xFF, .. "\"]"u8]);

        parse.Catalog.Should().BeNull();
        parse
            .Problems.Should()
            .ContainSingle()
            .Which.Should()
            .Match<CatalogProblem>(problem => problem.Code == "invalidUtf8" && problem.Line == 1 && problem.Column == 2);
    }

    [Fact]
    public void Utf16_is_named_as_no_utf8() =>
        CatalogParser
            .Parse([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("[]")])
            .Problems.Should()
            .ContainSingle()
            .Which.Code.Should()
            .Be("invalidUtf8");

    [Fact]
    public void A_huge_text_is_not_even_read()
    {
        var text = new byte[CatalogParser.MaxBytes + 1];
        "[]"u8.CopyTo(text);

        CatalogParser.Parse(text).Problems.Should().ContainSingle().Which.Code.Should().Be("tooLarge");
        Array.Fill(text, (byte)' ', 2, text.Length - 2);
        CatalogParser.Parse(text.AsSpan(0, CatalogParser.MaxBytes)).Catalog.Should().NotBeNull();
    }

    [Fact]
    public void Rows_beyond_the_last_that_is_read_are_left_out_with_a_problem()
    {
        var parse = Parse($"[{string.Concat(Enumerable.Repeat("\"m\",", CatalogParser.MaxRows + 1))}]");

        parse.Catalog!.Models.Should().HaveCount(CatalogParser.MaxRows);
        parse.Problems.Should().Contain(problem => problem.Code == "tooLarge" && problem.Path == "[100000]");
    }

    [Fact]
    public void A_half_written_file_never_throws_and_never_passes_for_an_empty_one()
    {
        var text = File.ReadAllBytes(Repository.File("models.json"));
        var end = text.AsSpan().LastIndexOf((byte)'}');
        for (var length = 0; length <= end; length++)
        {
            var parse = CatalogParser.Parse(text.AsSpan(0, length));

            parse.Catalog.Should().BeNull("the first {0} bytes are not a whole file", length);
            parse.Problems.Should().ContainSingle().Which.Severity.Should().Be(ProblemSeverity.Error);
        }
    }

    [Fact]
    public async Task Ten_thousand_models_with_a_problem_each_on_one_line_parse_in_linear_time()
    {
        // Not a benchmark: whatever is quadratic in rows, names, problems or columns takes minutes here.
        var text = new StringBuilder("{ \"models\": [");
        for (var at = 0; at < 10_000; at++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""{ "model": "same", "provider": "ollama", "strenght": 1, "unknown{{at}}": 1, "strength": 2 },"""
            );
        }

        text.Append("], \"router\": { \"candidates\": [");
        for (var at = 0; at < 10_000; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"same-x{at}\",");
        }

        var catalog = text.Append("] } }").ToString();
        await Promptness.WithinAsync(
            TimeSpan.FromSeconds(5),
            () =>
                Promptness.TimeAsync(() =>
                {
                    Parse(catalog).Catalog!.Models.Should().HaveCount(10_000);
                    return Task.CompletedTask;
                })
        );
    }
}
