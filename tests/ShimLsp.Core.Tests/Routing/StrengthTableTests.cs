using System.Collections.Immutable;
using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>How capable a model is taken to be, and from what.</summary>
public sealed class StrengthTableTests
{
    [Theory]
    [InlineData("claude-opus-4-5", 0.95)]
    [InlineData("claude-sonnet-4-5-20250929", 0.80)]
    [InlineData("us.anthropic.claude-haiku-4-5-v1:0", 0.55)]
    [InlineData("claude-3-5-haiku-latest", 0.50)]
    [InlineData("anthropic/claude-3.5-haiku", 0.50)]
    [InlineData("claude-3-haiku-20240307", 0.40)]
    [InlineData("claude-3-opus-20240229", 0.65)]
    [InlineData("gpt-5", 0.92)]
    [InlineData("openai/GPT-5.1-codex", 0.92)]
    [InlineData("gpt-5-mini", 0.60)]
    [InlineData("gpt-5-nano", 0.40)]
    [InlineData("gpt-4.1-mini", 0.50)]
    [InlineData("gpt-4o-mini", 0.42)]
    [InlineData("gpt-4-turbo", 0.52)]
    [InlineData("o3", 0.82)]
    [InlineData("o3-mini", 0.65)]
    [InlineData("gemini-2.5-pro", 0.85)]
    [InlineData("gemini-2.5-flash", 0.60)]
    [InlineData("gemini-2.5-flash-lite", 0.45)]
    [InlineData("deepseek-chat", 0.75)]
    [InlineData("deepseek-r1:7b", 0.38)]
    [InlineData("llama3.1:8b", 0.34)]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct", 0.56)]
    [InlineData("llama3.2", 0.34)]
    [InlineData("qwen2.5-coder:7b", 0.40)]
    [InlineData("qwen2.5-coder:32b", 0.56)]
    [InlineData("qwen2.5-coder:1.5b", 0.26)]
    [InlineData("qwen3-coder:30b", 0.58)]
    [InlineData("codellama:7b", 0.24)]
    [InlineData("mixtral-8x7b-instruct", 0.50)]
    [InlineData("mistral-large-latest", 0.65)]
    [InlineData("mistralai/mistral-7b", 0.30)]
    [InlineData("devstral", 0.56)]
    [InlineData("codestral-latest", 0.50)]
    [InlineData("gemma3:4b", 0.30)]
    [InlineData("phi4", 0.46)]
    public void By_family(string model, double expected) => Check(model, expected, StrengthSource.Family);

    [Theory]
    [InlineData("my-finetune:7b", 0.36)]
    [InlineData("in-house-70B", 0.58)]
    [InlineData("moe-235b-a22b", 0.66)]
    [InlineData("tiny-500m", 0.15)]
    [InlineData("dolphin:8b", 0.36)] // phi is no part of it
    [InlineData("foo3-2b", 0.22)]    // nor is o3
    public void By_the_size_in_the_name(string model, double expected) => Check(model, expected, StrengthSource.Size);

    [Fact]
    public void The_catalog_knows_better()
    {
        StrengthTable.OfAll([TestModels.Of("m", strength: 0.31, model: "claude-opus-4-5")])[0].Should().Be(new ModelStrength(0.31, StrengthSource.Catalog));
        StrengthTable.OfAll([TestModels.Of("m", strength: 7)])[0].Value.Should().Be(1);
        StrengthTable.OfAll([TestModels.Of("m", strength: double.NaN)])[0].Source.Should().NotBe(StrengthSource.Catalog);
    }

    [Fact]
    public void By_cost_where_nothing_else_is_known()
    {
        ModelSpec[] models = [TestModels.Of("dear", cost: 9), TestModels.Of("free", cost: 0), TestModels.Of("mid", cost: 2), TestModels.Of("twin", cost: 2)];
        StrengthTable.OfAll([.. models]).Select(strength => (Math.Round(strength.Value, 2), strength.Source)).Should().Equal(
            (0.90, StrengthSource.Cost), (0.30, StrengthSource.Cost), (0.60, StrengthSource.Cost), (0.60, StrengthSource.Cost));
        StrengthTable.OfAll([models[0]])[0].Value.Should().BeApproximately(0.60, 1e-9);
    }

    [Fact]
    public void A_cost_stands_where_the_share_of_the_others_that_cost_less_puts_it() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3]).Array[0, 12].Sample(rows =>
        {
            ImmutableArray<ModelSpec> models =
                [.. rows.Select((row, at) => TestModels.Of($"m{at}", row.Item2 == 0 ? 0.5 : null, row.Item2 == 1 ? "in-house-70B" : null, row.Item1))];
            var strengths = StrengthTable.OfAll(models);
            foreach (var (model, strength) in models.Zip(strengths).Where(pair => pair.Second.Source == StrengthSource.Cost))
            {
                var others = models.Where(other => other.Slug != model.Slug).ToArray();
                var share = others.Length == 0 ? 0.5 : others.Average(other => other.Cost < model.Cost ? 1 : other.Cost == model.Cost ? 0.5 : 0);
                strength.Value.Should().BeApproximately(0.30 + (0.60 * share), 1e-12);
            }
        });

    private static void Check(string model, double expected, StrengthSource source)
    {
        var strength = StrengthTable.OfAll([TestModels.Of("m", model: model)])[0];
        strength.Value.Should().BeApproximately(expected, 1e-9, model);
        strength.Source.Should().Be(source, model);
    }
}
