using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Tests.Models;

public class SampleCatalogTests
{
    private readonly CatalogParse parse = CatalogParser.Parse(File.ReadAllBytes(Repository.File("models.json")));

    [Fact]
    public void The_sample_has_nothing_wrong() => parse.Problems.Should().BeEmpty();

    [Fact]
    public void Two_local_models_of_different_strength_need_no_key()
    {
        var local = parse.Catalog!.Models.Where(model => model.Provider == ModelProvider.Ollama).ToList();

        local.Should().HaveCount(2);
        local.Should().OnlyContain(model => model.Credential.Kind == CredentialKind.None && model.Pricing!.InputPlusOutput == 0);
        local.Select(model => model.Strength).Should().OnlyHaveUniqueItems();
        local
            .MinBy(model => model.Strength)
            .Should()
            .Be(local.MinBy(model => model.Cost), "an easy task has to find the small one cheaper");
    }

    [Fact]
    public void Every_hosted_model_takes_its_key_from_the_environment() =>
        parse
            .Catalog!.Models.Where(model => model.Provider != ModelProvider.Ollama)
            .Should()
            .HaveCountGreaterThan(3)
            .And.OnlyContain(model => model.Credential.Kind == CredentialKind.Env);

    [Fact]
    public void Every_model_says_what_it_can_do_and_for_what_price() =>
        parse
            .Catalog!.Models.Should()
            .OnlyContain(model => model.Card != null && model.Pricing != null && model.ContextWindow != null && model.IsCandidate);

    [Fact]
    public async Task Strengths_of_hosted_models_come_from_published_results_and_local_models_are_weaker()
    {
        var sheet = await new EmbeddedScorer().ScoreAsync(
            new TaskSignal("rename this", HasImages: false, HasTools: false, InputTokens: 3),
            parse.Catalog!.Candidates,
            default
        );

        var strengths = parse.Catalog.Models.ToDictionary(
            model => model,
            model => sheet.Scores.Single(score => score.Slug == model.Slug).Strength!.Value
        );
        var hosted = strengths.Where(model => model.Key.Provider != ModelProvider.Ollama).Select(model => model.Value).ToList();
        hosted.Should().OnlyContain(strength => strength.Source == StrengthSource.Family);
        strengths
            .Values.Except(hosted)
            .Should()
            .OnlyContain(strength => strength.Source == StrengthSource.Catalog && strength.Value < hosted.Min(other => other.Value));
    }

    [Fact]
    public void A_hosted_models_cost_is_its_price() =>
        parse
            .Catalog!.Models.Where(model => model.Provider != ModelProvider.Ollama)
            .Should()
            .OnlyContain(model => Math.Abs(model.Cost - model.Pricing!.InputPlusOutput) < 1e-9);

    [Fact]
    public void The_default_needs_no_key() =>
        parse.Catalog!.Find(parse.Catalog.Router.Default!.Value)!.Credential.Kind.Should().Be(CredentialKind.None);
}
