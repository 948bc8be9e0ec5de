using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>
/// The built-in table follows from its sources. With <c>SHIM_LSP_RECORD=1</c> the test writes the table and its page again:
/// <c>SHIM_LSP_RECORD=1 dotnet test -c Release tests/ShimLsp.Core.Tests --filter StrengthFigures</c>.
/// </summary>
public sealed class StrengthFiguresTests
{
    private static readonly StrengthSources Sources = StrengthSources.Read();

    private static bool Recording => Environment.GetEnvironmentVariable("SHIM_LSP_RECORD") == "1";

    [Fact]
    public void Each_figure_is_what_the_formula_makes_of_the_sources()
    {
        var figures = StrengthFormula.Figures(Sources);
        if (Recording)
        {
            StrengthPage.Write(figures, StrengthFormula.Joins(Sources), Sources);
            return;
        }

        StrengthFigures.All.Should().Equal(figures);
    }

    [Fact]
    public void The_page_says_the_same()
    {
        if (Recording)
        {
            return;
        }

        StrengthPage.Rows(StrengthPage.Figures).Should().Equal(StrengthPage.RowsOf([.. StrengthFigures.All], Sources));
        StrengthPage.Rows(StrengthPage.Joins).Should().Equal(StrengthPage.RowsOf(StrengthFormula.Joins(Sources), Sources));
    }

    [Fact]
    public void A_guess_by_size_has_the_slope_of_the_table()
    {
        var (perDoubling, ofSevenBillion) = StrengthFormula.Sizes(StrengthFigures.All);
        ModelSize.PerDoubling.Should().BeApproximately(perDoubling, 0.0005);
        ModelSize.OfSevenBillion.Should().BeApproximately(ofSevenBillion, 0.0005);
    }

    [Fact]
    public void The_reference_gap_is_the_mean_of_the_two_pairs_that_scores_are_calibrated_on() =>
        new[] { Of("gpt-4-1106") - Of("mixtral", billions: 56), Of("gemini flash", 2) - Of("claude haiku", 3) }
            .Average()
            .Should()
            .BeApproximately(StrengthTable.ReferenceGap, 0.02);

    [Theory]
    [InlineData("claude haiku", "claude sonnet")]
    [InlineData("claude sonnet", "claude opus")]
    [InlineData("gpt nano", "gpt mini")]
    [InlineData("gpt mini", "gpt")]
    [InlineData("gpt luna", "gpt terra")]
    [InlineData("gpt terra", "gpt sol")]
    [InlineData("gpt sol", "gpt astra")]
    [InlineData("gpt-4o mini", "gpt-4o")]
    [InlineData("o1 mini", "o1 preview")]
    [InlineData("o1 preview", "o1")]
    [InlineData("o3 mini", "o3")]
    [InlineData("gemini flash 8b", "gemini flash")]
    [InlineData("gemini flash lite", "gemini flash")]
    [InlineData("gemini flash", "gemini pro")]
    [InlineData("grok mini", "grok")]
    [InlineData("grok fast", "grok")]
    [InlineData("glm air", "glm")]
    [InlineData("glm flash", "glm")]
    [InlineData("deepseek flash", "deepseek")]
    [InlineData("mistral small", "mistral medium")]
    [InlineData("mistral medium", "mistral large")]
    [InlineData("nova micro", "nova lite")]
    [InlineData("nova lite", "nova pro")]
    [InlineData("qwen flash", "qwen plus")]
    [InlineData("llama scout", "llama maverick")]
    public void Of_one_version_the_smaller_tier_is_the_weaker(string smaller, string larger)
    {
        var pairs = StrengthFigures
            .All.Where(figure => figure.Line == smaller)
            .Join(
                StrengthFigures.All.Where(figure => figure.Line == larger),
                low => low.Version ?? 0,
                high => high.Version ?? 0,
                (low, high) => (low, high)
            )
            .ToArray();
        pairs.Should().NotBeEmpty();
        pairs.Should().OnlyContain(pair => pair.low.Strength < pair.high.Strength);
    }

    [Fact]
    public void No_version_is_weaker_than_the_one_before_and_no_size_than_a_smaller_one()
    {
        foreach (var line in StrengthFigures.All.GroupBy(figure => figure.Line))
        {
            line.Where(figure => figure.Billions is null)
                .OrderBy(figure => figure.Version)
                .Select(figure => figure.Strength)
                .Should()
                .BeInAscendingOrder(line.Key);
            foreach (var version in line.Where(figure => figure.Billions is not null).GroupBy(figure => figure.Version))
            {
                version
                    .OrderBy(figure => figure.Billions)
                    .Select(figure => figure.Strength)
                    .Should()
                    .BeInAscendingOrder($"{line.Key} {version.Key}");
            }
        }
    }

    [Fact]
    public void Every_source_is_named_and_dated() =>
        Sources
            .Benchmarks.Should()
            .OnlyContain(benchmark => benchmark.Source.StartsWith("https://") && DateOnly.Parse(benchmark.AsOf, null).Year >= 2024);

    private static double Of(string line, double? version = null, double? billions = null) =>
        StrengthFigures.All.Single(figure => (figure.Line, figure.Version, figure.Billions) == (line, version, billions)).Strength;
}
