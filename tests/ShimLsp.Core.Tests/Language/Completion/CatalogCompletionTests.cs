using System.Collections.Frozen;
using System.Text;
using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Completion;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Language.Completion;

/// <summary>What is proposed at the cursor <c>$0</c>, and the text after the choice.</summary>
public class CatalogCompletionTests
{
    private const string Rows = """
        "models": [
          { "slug": "small", "model": "s", "provider": "ollama" },
          { "slug": "large", "model": "l", "provider": "openai", "base_url": "https://gate.example/v1", "api_key": "${env:TEAM_KEY}" }
        ]
        """;

    private static readonly CatalogFacts Facts = new()
    {
        Variables = new[] { "HOME", "ANTHROPIC_API_KEY", "OTHER_TOKEN" }.ToFrozenSet(),
        Credentials = new Dictionary<string, CredentialFact> { ["${secret:vault}"] = new(IsResolved: true) },
        KnownModels = new(() =>
            CatalogParser.Parse("""[{"model":"claude-x","provider":"anthropic"},{"model":"q:1b","provider":"ollama"}]"""u8).Catalog!.Models
        ),
    };

    [Theory]
    [InlineData("{ ROWS, \"router\": { \"default\": \"$0\" } }", "small, large")]
    [InlineData("{ ROWS, \"router\": { \"classifier\": $0 } }", "small, large")]
    [InlineData("{ ROWS, \"router\": { \"classifier\": \"sm$0", "small, large")]
    [InlineData("{ ROWS, \"router\": { \"candidates\": [\"small\", \"$0\"] } }", "large")]
    [InlineData("{ ROWS, \"router\": { \"candidates\": [\"small\", $0] } }", "large")]
    [InlineData("{ ROWS, \"router\": { \"candidates\": [\"sm$0all\"] } }", "small, large")]
    [InlineData("{ ROWS, \"router\": { \"candidates\": [{ \"slug\": \"large\" }, { \"id\": \"$0\" }] } }", "small")]
    [InlineData("{ ROWS, \"router\": { \"candidates\": [{ \"slug\": \"large\", \"card\": \"$0\" }] } }", "")]
    [InlineData("{ ROWS, \"gateway\": { \"aliases\": { \"gpt-*\": \"$0\" } } }", "small, large, auto")]
    [InlineData("{ ROWS, \"gateway\": { \"aliases\": { \"gpt-*\": [\"$0\"] } } }", "small, large, auto")]
    [InlineData("{ ROWS, \"gateway\": { \"unknown_model\": \"$0\" } }", "active, error")]
    [InlineData("{ ROWS, \"router\": { \"enabled\": $0 } }", "true, false")]
    [InlineData("{ ROWS, \"router\": { \"affinity\": \"$0\" } }", "conversation, none")]
    [InlineData("[{ \"provider\": \"$0\" }]", "openai, anthropic, ollama, generic-chat-completion-api")]
    [InlineData("[{ \"wire\": $0 }]", "responses, chat, messages")]
    [InlineData("[{ \"model\": \"$0\" }]", "claude-x, q:1b")]
    [InlineData("[{ \"provider\": \"ollama\", \"model\": \"$0\" }]", "q:1b")]
    [InlineData(
        "[{ \"provider\": \"anthropic\", \"base_url\": \"$0\" }]",
        "https://api.anthropic.com, https://api.openai.com/v1, http://127.0.0.1:11434/v1"
    )]
    [InlineData(
        "[{ \"provider\": \"anthropic\", \"api_key\": \"$0\" }]",
        "${env:ANTHROPIC_API_KEY}, ${secret:vault}, ${env:OTHER_TOKEN}, ${env:HOME}"
    )]
    [InlineData("[{ \"provider\": \"openai\", \"api_key_env\": \"$0\" }]", "OPENAI_API_KEY, ANTHROPIC_API_KEY, OTHER_TOKEN, HOME")]
    [InlineData("[{ \"provider\": \"ollama\", \"extra_headers\": { \"x\": \"Bearer \"$0 } }]", "")]
    [InlineData("[{ \"model\": \"m\", \"card\": \"$0\" }]", "")]
    [InlineData("[{ \"model\": \"m\" }, $0]", "")]
    [InlineData("// $0\n[]", "")]
    [InlineData("$0", "")]
    public void Proposals_are_those_of_the_place(string text, string expected) =>
        string.Join(", ", At(text, withFields: false).Entries.Select(entry => entry.Label)).Should().Be(expected);

    [Theory]
    [InlineData("{ ROWS, \"router\": { \"default\": \"$0\" } }", "large", "{ ROWS, \"router\": { \"default\": \"large\" } }")]
    [InlineData("{ ROWS, \"router\": { \"default\": \"sm$0xx\" } }", "small", "{ ROWS, \"router\": { \"default\": \"small\" } }")]
    [InlineData("{ ROWS, \"router\": { \"default\": $0 } }", "small", "{ ROWS, \"router\": { \"default\": \"small\" } }")]
    [InlineData("{ ROWS, \"router\": { \"default\": sm$0 } }", "small", "{ ROWS, \"router\": { \"default\": \"small\" } }")]
    [InlineData("{ ROWS, \"router\": { \"default\": \"sm$0\n} }", "small", "{ ROWS, \"router\": { \"default\": \"small\"\n} }")]
    [InlineData("{ ROWS, \"router\": { \"default\": $0\"smxx\" } }", "small", "{ ROWS, \"router\": { \"default\": \"small\" } }")]
    [InlineData("{ ROWS, \"router\": { \"default\": \"smxx\"$0 } }", "small", "{ ROWS, \"router\": { \"default\": \"small\" } }")]
    [InlineData("[{ \"supports_tools\": fa$0 }]", "false", "[{ \"supports_tools\": false }]")]
    [InlineData(
        "[{ \"provider\": \"ollama\", \"extra_headers\": { \"x\": \"Bearer ${en$0\" } }]",
        "${env:HOME}",
        "[{ \"provider\": \"ollama\", \"extra_headers\": { \"x\": \"Bearer ${env:HOME}\" } }]"
    )]
    [InlineData(
        "[{ \"provider\": \"ollama\", \"extra_headers\": { \"x\": \"é ${en$0v:OLD} end\" } }]",
        "${env:HOME}",
        "[{ \"provider\": \"ollama\", \"extra_headers\": { \"x\": \"é ${env:HOME} end\" } }]"
    )]
    public void A_chosen_one_replaces_what_was_typed_and_leaves_right_JSON(string text, string label, string expected)
    {
        var (document, entries, cursor) = At(text, withFields: false);
        var chosen = entries.Single(entry => entry.Label == label);

        Chosen(document, chosen).Should().Be(expected.Replace("ROWS", Rows, StringComparison.Ordinal));
        cursor.Should().BeInRange(chosen.Replaced.Start, chosen.Replaced.End, "editors drop an edit beside the cursor");
    }

    [Theory]
    [InlineData("[{ \"mo$0\": \"m\" }]", "model", "[{ \"model\": \"m\" }]")]
    [InlineData("[{ $0 }]", "provider", "[{ \"provider\": \"\" }]")]
    [InlineData("[{ $0\n\"model\": \"m\" }]", "supports_images", "[{ \"supports_images\": true,\n\"model\": \"m\" }]")]
    [InlineData("{ \"router\": { \"thr$0\" } }", "threshold", "{ \"router\": { \"threshold\": 0.7 } }")]
    [InlineData("{ \"router\": { can$0 } }", "candidates", "{ \"router\": { \"candidates\": [] } }")]
    public void Names_of_fields_come_with_a_value_that_fits(string text, string label, string expected)
    {
        var (document, entries, _) = At(text, withFields: true);
        Chosen(document, entries.Single(entry => entry.Label == label)).Should().Be(expected);
    }

    [Fact]
    public void Names_are_canonical_ones_that_are_not_stated_and_the_required_ones_come_first()
    {
        var names = At("[{ \"provider\": \"openai\", \"baseURL\": \"\", $0 }]", withFields: true)
            .Entries.Select(entry => entry.Label)
            .ToArray();
        names.Should().StartWith("model").And.NotContain(["provider", "base_url", "baseURL", "apiKey"]).And.Contain("api_key");
        At("[{ $0 }]", withFields: false).Entries.Should().BeEmpty();
    }

    private static string Chosen(CatalogDocument document, CompletionEntry entry)
    {
        var text = document.Text.Span;
        return Encoding.UTF8.GetString(text[..entry.Replaced.Start]) + entry.Inserted + Encoding.UTF8.GetString(text[entry.Replaced.End..]);
    }

    private static (CatalogDocument Document, IReadOnlyList<CompletionEntry> Entries, int Cursor) At(string text, bool withFields)
    {
        var whole = text.Replace("ROWS", Rows, StringComparison.Ordinal);
        var at = whole.IndexOf("$0", StringComparison.Ordinal);
        var document = CatalogDocument.Read(whole.Remove(at, 2));
        var cursor = Encoding.UTF8.GetByteCount(whole.AsSpan(0, at));
        return (document, CatalogCompletion.At(document, cursor, Facts, withFields), cursor);
    }
}
