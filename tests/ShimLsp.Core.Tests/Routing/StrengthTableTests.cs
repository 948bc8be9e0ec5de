using System.Collections.Immutable;
using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>How capable a model is taken to be, and from what.</summary>
public sealed class StrengthTableTests
{
    [Theory]
    [InlineData("claude-opus-4-5", "claude opus", 4.5)]
    [InlineData("claude-opus-4-20250514", "claude opus", 4.0)]
    [InlineData("claude-sonnet-4-5-20250929", "claude sonnet", 4.5)]
    [InlineData("us.anthropic.claude-haiku-4-5-v1:0", "claude haiku", 4.5)]
    [InlineData("claude-3-5-haiku-latest", "claude haiku", 3.5)]
    [InlineData("anthropic/claude-3.5-haiku", "claude haiku", 3.5)]
    [InlineData("claude-3-haiku-20240307", "claude haiku", 3.0)]
    [InlineData("gpt-3.5-turbo", "gpt", 3.5)]
    [InlineData("gpt-4-0613", "gpt", 4.0)]
    [InlineData("gpt-4-1106-preview", "gpt-4-1106", null)]
    [InlineData("gpt-4-turbo", "gpt-4-turbo", null)]
    [InlineData("gpt-4o-mini-2024-07-18", "gpt-4o mini", null)]
    [InlineData("gpt-4o", "gpt-4o", null)]
    [InlineData("gpt-4.1", "gpt", 4.1)]
    [InlineData("gpt-4.1-mini", "gpt mini", 4.1)]
    [InlineData("gpt-5-2025-08-07", "gpt", 5.0)]
    [InlineData("openai/GPT-5.1-codex", "gpt", 5.1)]
    [InlineData("gpt-5-nano", "gpt nano", 5.0)]
    [InlineData("gpt-6-luna", "gpt luna", 6.0)]
    [InlineData("o3", "o3", null)]
    [InlineData("o3-mini", "o3 mini", null)]
    [InlineData("gemini-2.5-pro", "gemini pro", 2.5)]
    [InlineData("gemini-2.5-flash-preview-09-2025", "gemini flash", 2.5)]
    [InlineData("gemini-2.5-flash-lite", "gemini flash lite", 2.5)]
    [InlineData("grok-4-0709", "grok", 4.0)]
    [InlineData("grok-4-1-fast-reasoning", "grok fast", 4.1)]
    [InlineData("deepseek-v3.2-exp", "deepseek", 3.2)]
    [InlineData("deepseek-r1", "deepseek-r1", null)]
    [InlineData("kimi-k2-0905-preview", "kimi", 2.0)]
    [InlineData("glm-4.5-air", "glm air", 4.5)]
    [InlineData("mistral-large-2411", "mistral-large-24", null)]
    public void By_family_and_version(string model, string line, double? version) => CheckFamily(model, line, version);

    [Theory]
    [InlineData("llama3.1:8b", "llama", 3.1, 8.0)]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct", "llama", 3.3, 70.0)]
    [InlineData("llama3.2", "llama", 3.2, 3.0)] // unsized: the one nearest to 8 billion
    [InlineData("qwen2.5-coder:7b", "qwen coder", 2.5, 7.0)]
    [InlineData("qwen2.5-coder:1.5b", "qwen coder", 2.5, 1.5)]
    [InlineData("qwen3:30b-a3b", "qwen", 3.0, 30.0)]
    [InlineData("mixtral-8x7b-instruct", "mixtral", null, 56.0)]
    [InlineData("codellama:7b", "codellama", null, 7.0)]
    [InlineData("deepseek-r1:7b", "deepseek-r1", null, 7.0)]
    [InlineData("deepseek-coder:6.7b", "deepseek-coder", 1.0, 6.7)] // no version: the newest that comes in this size
    [InlineData("mistralai/mistral-7b", "mistral", null, 7.0)]
    [InlineData("gemma3:4b", "gemma", 3.0, 4.0)]
    [InlineData("gemma-3n-e4b-it", "gemma", 3.0, 4.0)]
    [InlineData("phi4", "phi", 4.0, 14.0)]
    [InlineData("gpt-oss:20b", "gpt-oss", null, 20.0)]
    public void By_family_and_size(string model, string line, double? version, double billions) =>
        CheckFamily(model, line, version, billions);

    [Theory]
    [InlineData("claude-opus-6", "claude opus", 5.5)]
    [InlineData("claude-haiku-latest", "claude haiku", 5.5)]
    [InlineData("gpt-6.2-sol", "gpt sol", 6.0)]
    [InlineData("gpt-5.7-mini", "gpt mini", 5.4)]
    [InlineData("gemini-4-pro", "gemini pro", 3.1)]
    [InlineData("gemini-flash-latest", "gemini flash", 3.8)]
    [InlineData("claude-2-sonnet", "claude sonnet", 3.0)] // older than all: the oldest
    [InlineData("glm-4-flash", "glm", 4.0)] // older than the narrow line: the broad one knows it
    [InlineData("deepseek-v9", "deepseek", 4.0)]
    public void An_unknown_version_is_taken_for_its_neighbour(string model, string line, double? version) =>
        CheckFamily(model, line, version);

    [Fact]
    public void An_unknown_size_lies_between_its_neighbours_and_beyond_the_last_the_slope_goes_on()
    {
        var (seven, fourteen, thirtyTwo) = (Figure("qwen coder", 2.5, 7), Figure("qwen coder", 2.5, 14), Figure("qwen coder", 2.5, 32));
        Of("qwen2.5-coder:10b").Value.Should().BeInRange(seven, fourteen).And.NotBe(seven).And.NotBe(fourteen);
        Of("qwen2.5-coder:64b").Value.Should().BeApproximately(thirtyTwo + ModelSize.PerDoubling, 0.001);
        Of("qwen3-coder:30b").Value.Should().BeApproximately(Figure("qwen coder", 3, 480) - (4 * ModelSize.PerDoubling), 0.001);
    }

    [Theory]
    [InlineData("my-finetune:7b", 0.288)]
    [InlineData("in-house-70B", 0.464)]
    [InlineData("moe-235b-a22b", 0.557)]
    [InlineData("tiny-500m", 0.086)]
    [InlineData("dolphin:8b", 0.298)] // phi is no part of it
    [InlineData("foo3-2b", 0.192)] // nor is o3
    [InlineData("none-0b", 0.05)]
    public void By_the_size_in_the_name(string model, double expected) => Check(model, expected, StrengthSource.Size);

    [Fact]
    public void Any_name_has_a_strength() => Gen.String[0, 300].Sample(name => Of(name).Value is >= 0 and <= 1);

    [Fact]
    public void The_catalog_knows_better()
    {
        StrengthTable
            .OfAll([TestModels.Of("m", strength: 0.31, model: "claude-opus-4-5")])[0]
            .Should()
            .Be(new ModelStrength(0.31, StrengthSource.Catalog));
        StrengthTable.OfAll([TestModels.Of("m", strength: 7)])[0].Value.Should().Be(1);
        StrengthTable.OfAll([TestModels.Of("m", strength: double.NaN)])[0].Source.Should().NotBe(StrengthSource.Catalog);
    }

    [Fact]
    public void By_cost_if_nothing_else_is_known()
    {
        ModelSpec[] models =
        [
            TestModels.Of("dear", cost: 9),
            TestModels.Of("free", cost: 0),
            TestModels.Of("mid", cost: 2),
            TestModels.Of("twin", cost: 2),
        ];
        StrengthTable
            .OfAll([.. models])
            .Select(strength => (Math.Round(strength.Value, 2), strength.Source))
            .Should()
            .Equal((0.90, StrengthSource.Cost), (0.30, StrengthSource.Cost), (0.60, StrengthSource.Cost), (0.60, StrengthSource.Cost));
        StrengthTable.OfAll([models[0]])[0].Value.Should().BeApproximately(0.60, 1e-9);
    }

    [Fact]
    public void A_costs_rank_is_the_share_of_the_others_that_cost_less() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3])
            .Array[0, 12]
            .Sample(rows =>
            {
                ImmutableArray<ModelSpec> models =
                [
                    .. rows.Select(
                        (row, at) => TestModels.Of($"m{at}", row.Item2 == 0 ? 0.5 : null, row.Item2 == 1 ? "in-house-70B" : null, row.Item1)
                    ),
                ];
                var strengths = StrengthTable.OfAll(models);
                foreach (var (model, strength) in models.Zip(strengths).Where(pair => pair.Second.Source == StrengthSource.Cost))
                {
                    var others = models.Where(other => other.Slug != model.Slug).ToArray();
                    var share =
                        others.Length == 0
                            ? 0.5
                            : others.Average(other =>
                                other.Cost < model.Cost ? 1
                                : other.Cost == model.Cost ? 0.5
                                : 0
                            );
                    strength.Value.Should().BeApproximately(0.30 + (0.60 * share), 1e-12);
                }
            });

    private static void CheckFamily(string model, string line, double? version, double? billions = null)
    {
        Of(model).Should().Be(new ModelStrength(Figure(line, version, billions), StrengthSource.Family), model);
    }

    private static void Check(string model, double expected, StrengthSource source)
    {
        var strength = Of(model);
        strength.Value.Should().BeApproximately(expected, 1e-9, model);
        strength.Source.Should().Be(source, model);
    }

    private static ModelStrength Of(string model) => StrengthTable.OfAll([TestModels.Of("m", model: model)])[0];

    private static double Figure(string line, double? version, double? billions = null) =>
        StrengthFigures.All.Single(figure => (figure.Line, figure.Version, figure.Billions) == (line, version, billions)).Strength;
}
