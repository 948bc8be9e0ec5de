using System.Collections.Frozen;
using System.Text;
using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Hover;

namespace ShimLsp.Core.Tests.Language.Hover;

/// <summary>What is shown over the cursor <c>$0</c>.</summary>
public class CatalogHoverTests
{
    private static readonly CatalogFacts Facts = new()
    {
        IsInForce = true,
        ActiveSlug = "a",
        Variables = new[] { "SET" }.ToFrozenSet(),
        Secrets = new[] { "s", "new" }.ToFrozenSet(),
        Credentials = new Dictionary<string, CredentialFact>
        {
            ["${env:UNSET}"] = new(IsResolved: false, "UNSET is not set. Run: export UNSET=…"),
            ["${secret:s}"] = new(IsResolved: true),
        },
        Models = new Dictionary<string, ModelFacts>
        {
            ["a"] = new()
            {
                IsAvailable = true,
                IsChecked = true,
                Strength = 0.731,
                StrengthSource = "family",
                Share = 0.25,
                LastReason = "It is the only one.",
            },
            ["b"] = new() { IsAvailable = false, Reason = "Rate limited (429). Try again in 12 s." },
        },
    };

    [Theory]
    [InlineData("""[{ "api_key": "${env:S$0ET}" }]""", "`SET` is set.")]
    [InlineData("""[{ "api_key": "${env:UNS$0ET}" }]""", "UNSET is not set. Run: export UNSET=…")]
    [InlineData(
        """[{ "api_key": "${env:NE$0W}" }]""",
        "`NEW` is not set. Set it before the editor starts, or enter the key in the editor."
    )]
    [InlineData("""[{ "api_key": "${secret:s$0}" }]""", "The secret `s` is given.")]
    [InlineData("""[{ "api_key": "${secret:ne$0w}" }]""", "The secret `new` is given.")]
    [InlineData("""[{ "api_key": "${secret:oth$0er}" }]""", "The secret `other` is not given. Enter it in the editor.")]
    [InlineData("""[{ "api_key": "${file:~/k$0}" }]""", "The key is read from the file `~/k`.")]
    [InlineData("""[{ "extra_headers": { "x": "a ${env:S$0ET} b" } }]""", "`SET` is set.")]
    [InlineData(
        """[{ "api_key": "sk-$0live-1234" }]""",
        "A plain-text key. Everyone who can read this file can use it: write `${env:NAME}` instead."
    )]
    [InlineData(
        """[{ "slug": "$0a", "model": "m", "provider": "ollama", "pricing": {"input": 1, "output": 2.5}, "max_context_limit": 200000}]""",
        "**m** of `ollama`. | $1.00 in and $2.50 out per million tokens, context 200,000 tokens. | Active: every task goes to it. | "
            + "Available. | Strength 0.731, from the built-in table for its family. | "
            + "Chosen for 25 % of this session's tasks. Last reason: It is the only one."
    )]
    [InlineData(
        """{ "models": [{ "slug": "b", "model": "m", "provider": "ollama" }], "router": { "default": "$0b" } }""",
        "**m** of `ollama`. | Unavailable: Rate limited (429). Try again in 12 s."
    )]
    [InlineData(
        """{ "models": [], "gateway": { "aliases": { "x": "au$0to" } } }""",
        "Auto: each task goes to the cheapest model that is good enough."
    )]
    [InlineData("""{ "models": [], "router": { "default": "no$0ne" } }""", "")]
    [InlineData("""[{ "slug": "a", "pricing": { "input": 0.$01 } }]""", "$0.10 for a million input tokens; 10,000 of them cost $0.001.")]
    [InlineData("""[{ "slug": "a", "pricing": { "output": 1$05 } }]""", "$15.00 for a million output tokens; 10,000 of them cost $0.15.")]
    [InlineData("""[{ "slug": "a", "strength": 0.$05 }]""", "Strength 0.731, from the built-in table for its family.")]
    [InlineData("""[{ "slug": "a", "card": "ca$0rd" }]""", "")]
    [InlineData(
        """[{ "model": "![x](http://h)", "pro$0vider": "ollama" }]""",
        "The API that the endpoint speaks. | `\"openai\"`: OpenAI. `\"anthropic\"`: Anthropic's Messages. `\"ollama\"`: A local "
            + "Ollama, which needs no key. `\"generic-chat-completion-api\"`: Any other endpoint that speaks chat completions or "
            + "Responses. | If absent: required, except beside a `base_url` that looks like Ollama's (port 11434, or `ollama` in the host)."
    )]
    [InlineData(
        """{ "router": { "thresh$0old": 1 } }""",
        "The lowest score that is good enough, from 0 to 1; a higher one sends more tasks to stronger models. | "
            + "It is a number from 0 to 1. | Default: `0.7`."
    )]
    [InlineData("{ $0 }", "")]
    public void A_value_tells_what_is_behind_it(string text, string expected) => Check(text, withFields: true, expected);

    [Theory]
    [InlineData("""[{ "pro$0vider": "ollama" }]""")]
    [InlineData("""{ "router": { "thresh$0old": 1 } }""")]
    public void Fields_are_left_to_an_editor_that_reads_the_schema(string text) => Check(text, withFields: false, "");

    [Fact]
    public void A_name_from_a_strangers_file_becomes_no_link() =>
        Check(
            """[{ "slug": "x$0", "model": "m`", "display_name": "![i](http://h) <img>", "provider": "ollama" }]""",
            withFields: false,
            "**!\\[i](http://h) &lt;img>** is `m'` of `ollama`."
        );

    [Fact]
    public void The_state_of_models_is_told_only_of_the_catalog_in_force()
    {
        var document = CatalogDocument.Read("""[{ "slug": "a", "model": "m", "provider": "ollama" }]""");
        CatalogHover
            .At(document, 12, Facts with { IsInForce = false }, withFields: false)!
            .Lines.Should()
            .Equal("**m** of `ollama`.", "This file is not the catalog in force.");
    }

    private static void Check(string text, bool withFields, string expected)
    {
        // A cursor may stand beside a digit: only the first mark counts.
        var cursor = text.IndexOf("$0", StringComparison.Ordinal);
        var document = CatalogDocument.Read(text.Remove(cursor, 2));
        var hover = CatalogHover.At(document, Encoding.UTF8.GetByteCount(text.AsSpan(0, cursor)), Facts, withFields);
        string.Join(" | ", hover?.Lines ?? []).Should().Be(expected);
    }
}
