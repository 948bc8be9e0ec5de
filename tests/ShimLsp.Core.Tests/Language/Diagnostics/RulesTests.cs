using System.Collections.Frozen;
using ShimLsp.Core.Language;
using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Language.Diagnostics.DiagnosticsCheck;

namespace ShimLsp.Core.Tests.Language.Diagnostics;

/// <summary>What only an open document is told. In each text, » and « are around it.</summary>
public class RulesTests
{
    [Theory]
    // other tools' words
    [InlineData("»\"context_window\"«: 8", "`max_context_limit`")]
    [InlineData("»\"max_tokens\"«: 8", "`max_output_tokens`")]
    [InlineData("»\"description\"«: \"x\"", "`card`")]
    // right, in the wrong object
    [InlineData("»\"threshold\"«: 0.7", "`threshold` inside `router`")]
    [InlineData("»\"input\"«: 3", "`input` inside `pricing`")]
    [InlineData("\"pricing\": { \"input\": 1, \"output\": 1, »\"prompt\"«: 1 }", "`input`")]
    public void A_field_that_has_another_name_here_is_told_it(string field, string ours)
    {
        var problem = Found($"[{{ LOCAL, {field} }}]", "unreadField");

        problem.Severity.Should().Be(ProblemSeverity.Warning);
        problem.Message.Should().EndWith($"Here it is written {ours}.");
    }

    [Theory]
    [InlineData("[{ LOCAL, »\"colour\": { \"deep\": [1] }« }]")]
    [InlineData("[{ LOCAL, »\"extraArgs\": { \"top_k\": 1 }« }]")]
    [InlineData("{ TWO, \"router\": { »\"colour\": 1« } }")]
    [InlineData("{ TWO, \"gateway\": { »\"colour\": 1« } }")]
    [InlineData("{ TWO, \"router\": { \"candidates\": [\"weak\", { \"slug\": \"strong\", »\"colour\": 1« }] } }")]
    public void A_field_that_nothing_reads_can_be_faded(string text) => Found(text, "unreadField").IsUnnecessary.Should().BeTrue();

    [Theory]
    [InlineData("[{ LOCAL, \"_colour\": 1, \"//\": 2, \"comment\": 3, \"$x\": 4 }]")]
    [InlineData("[{ LOCAL, \"id\": \"x\", \"index\": 1, \"raw\": true, \"extraArgs\": {} }]")]
    [InlineData("[{ LOCAL, \"api_kye\": 1 }]")] // similar to one: the parser says so
    [InlineData("{ \"customModels\": [{ LOCAL, \"colour\": 1 }] }")] // another program's settings
    [InlineData("[{ LOCAL, \"colour\": 1 }")] // half typed
    public void What_is_a_note_or_said_elsewhere_or_half_typed_is_not(string text) => NotFound(text, "unreadField");

    [Theory]
    [InlineData("1", "thresholdTooHigh", "Only \"strong\"")]
    [InlineData("0.995", "thresholdTooHigh", "Only \"strong\"")]
    [InlineData("0", "thresholdTooLow", "\"weak\", the cheapest")]
    [InlineData("0.005", "thresholdTooLow", "\"weak\", the cheapest")]
    public void A_threshold_that_leaves_no_choice_is_found(string threshold, string code, string words) =>
        Found($"{{ TWO, \"router\": {{ \"threshold\": »{threshold}« }} }}", code).Message.Should().StartWith(words);

    [Theory]
    [InlineData("0.05")]
    [InlineData("0.7")]
    [InlineData("0.95")]
    public void A_threshold_that_leaves_a_choice_is_not(string threshold) =>
        Codes($"{{ TWO, \"router\": {{ \"threshold\": {threshold} }} }}").Should().BeEmpty();

    [Fact]
    public void No_threshold_helps_if_the_cheapest_is_the_strongest() =>
        Found(
            """
            {
              "models": [{ WEAK }, { "model": "s", "provider": "ollama", "cost": 0.5, "strength": 0.9 }],
              "router": { "threshold": »0.7« }
            }
            """,
            "thresholdTooLow"
        )
            .Message.Should()
            .Contain("whatever the threshold");

    [Theory]
    [InlineData("0", "thresholdTooLow")]
    [InlineData("1", "thresholdTooHigh")]
    [InlineData("0.001", "")]
    [InlineData("0.999", "")]
    public void Of_a_classifiers_scores_only_the_range_is_known(string threshold, string expected) =>
        Codes($"{{ TWO, \"router\": {{ \"threshold\": {threshold}, \"classifier\": \"weak\" }} }}")
            .Should()
            .Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void The_servers_finding_on_a_key_is_passed_on_with_a_variable_of_similar_name() =>
        Found("[{ LOCAL, \"api_key\": \"»${env:OPENAI_KEY}«\" }]", "unresolvedCredential", Facts("OPENAI_KEYS PATH", "!${env:OPENAI_KEY}"))
            .Message.Should()
            .Be("${env:OPENAI_KEY} is missing. Did you mean OPENAI_KEYS?");

    [Fact]
    public void No_other_name_is_proposed_for_a_variable_that_is_set_and_must_not_be_sent() =>
        Found("[{ LOCAL, \"api_key\": \"»${env:KEY}«\" }]", "unresolvedCredential", Facts("KEY KEYS", "!${env:KEY}"))
            .Message.Should()
            .Be("${env:KEY} is missing.");

    [Theory]
    [InlineData("\"api_key\": \"»${file:/k}«\"", "!${file:/k}")]
    [InlineData("\"api_key\": \"»${secret:S}«\"", "!${secret:S}")]
    [InlineData("\"extra_headers\": { \"X\": \"Bearer »${env:K}«\" }", "!${env:K}")]
    public void Every_kind_of_reference_is_looked_at(string fields, string fact) =>
        Found($"[{{ LOCAL, {fields} }}]", "unresolvedCredential", Facts("", fact));

    [Fact]
    public void A_secret_that_no_row_in_force_uses_yet_is_looked_for_among_those_that_are_given()
    {
        const string Text = "[{ LOCAL, \"api_key\": \"»${secret:TEAM}«\" }]";
        Found(Text, "unresolvedCredential", CatalogFacts.None with { Secrets = new[] { "OTHER" }.ToFrozenSet() })
            .Message.Should()
            .Be("Secret TEAM is not set. Enter it in VS Code, or use ${env:TEAM} instead.");
        NotFound(Text, "unresolvedCredential", CatalogFacts.None with { Secrets = new[] { "TEAM" }.ToFrozenSet() });
    }

    [Theory]
    [InlineData("${env:K}", "K")] // not seen by the server yet, and the variable exists
    [InlineData("${env:K}", "", "${env:K}")] // a secret of that name was given
    [InlineData("${secret:S}", "")] // nothing is known of it
    [InlineData("${env:}", "")] // malformed: said already
    [InlineData("sk-plain", "")]
    public void A_reference_that_is_resolved_or_not_known_is_not_reported(string key, string variables, params string[] facts) =>
        NotFound($"[{{ LOCAL, \"api_key\": \"{key}\" }}]", "unresolvedCredential", Facts(variables, facts));

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void A_file_that_is_trusted_or_needs_no_trust_is_not_reported(bool? trusted) =>
        NotFound("{ TWO }", "untrustedWorkspace", new CatalogFacts { IsTrusted = trusted });

    [Fact]
    public void Problems_come_in_the_texts_order() =>
        Problems("[{ LOCAL, \"colour\": 1, \"cost\": true, \"shape\": 1 }]")
            .Select(problem => problem.Code)
            .Should()
            .Equal("unreadField", "wrongType", "unreadField");

    [Theory]
    [InlineData("models.json")]
    [InlineData("docs/configuration.md")]
    public void The_samples_have_nothing_wrong_in_an_editor_either(string file) =>
        Samples(file).Should().AllSatisfy(text => Codes(text).Should().BeEmpty());

    private static IEnumerable<string> Samples(string file) =>
        file.EndsWith(".json", StringComparison.Ordinal)
            ? [File.ReadAllText(Repository.File(file))]
            : File.ReadAllText(Repository.File(file))
                .Split("```jsonc\n")
                .Skip(1)
                .Select(part => part.Split("```")[0])
                .Where(text => text[0] == '{');
}
