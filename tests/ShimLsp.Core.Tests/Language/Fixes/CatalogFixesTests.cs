using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Fixes;
using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Language.Diagnostics.DiagnosticsCheck;
using static ShimLsp.Core.Tests.Language.Fixes.FixCheck;

namespace ShimLsp.Core.Tests.Language.Fixes;

/// <summary>What is offered at the cursor <c>$0</c>, and the text after the first offer.</summary>
public class CatalogFixesTests
{
    private const string Hosted = "\"model\": \"m\", \"provider\": \"generic-chat-completion-api\"";

    private static readonly CatalogFacts Known = new()
    {
        KnownAsOf = "May 2026",
        KnownModels = new(() =>
            CatalogParser
                .Parse(
                    """
                    [{ "model": "claude-x", "provider": "anthropic", "pricing": { "input": 1, "cached_input": 0.1, "output": 5 },
                       "max_context_limit": 200000, "max_output_tokens": 64000 }]
                    """u8
                )
                .Catalog!.Models
        ),
    };

    [Theory]
    // did you mean
    [InlineData("{ TWO, \"router\": { \"default\": \"w$0eek\" } }", "*Write \"weak\" | Remove \"default\"")]
    [InlineData("{ TWO, \"router\": { \"classifier\": \"w$0eek\" } }", "*Write \"weak\" | Remove \"classifier\"")]
    [InlineData("{ TWO, \"router\": { \"candidates\": [\"strong\", \"w$0eek\"] } }", "*Write \"weak\" | Remove this candidate")]
    [InlineData("{ TWO, \"router\": { \"candidates\": [{ \"slug\": \"w$0eek\" }] } }", "*Write \"weak\"")]
    [InlineData("{ TWO, \"router\": { \"candidates\": [\"weak\", \"w$0eek\"] } }", "Remove this candidate")]
    [InlineData("{ TWO, \"gateway\": { \"aliases\": { \"x\": \"w$0eek\" } } }", "*Write \"weak\" | Remove \"x\"")]
    [InlineData("{ TWO, \"gateway\": { \"aliases\": { \"x\": [\"weak\", \"a$0ufo\"] } } }", "*Write \"auto\" | Remove \"aufo\"")]
    [InlineData("{ TWO, \"router\": { \"default\": \"z$0\" } }", "Remove \"default\"")]
    [InlineData("[{ LOCAL, \"stren$0ght\": 1 }]", "*Rename to `strength` | Remove \"strenght\"")]
    [InlineData("[{ LOCAL, \"strength\": 1, \"stren$0ght\": 1 }]", "Remove \"strenght\"")]
    [InlineData("[{ LOCAL, \"omit\": [\"temp$0rature\"] }]", "*Write \"temperature\"")]
    [InlineData("{ TWO, \"router\": { \"affinity\": \"non$0\" } }", "*Write \"none\"")]
    [InlineData("[{ \"model\": \"m\", \"provider\": \"ola$0ma\" }]", "*Write \"ollama\"")]
    [InlineData(
        "[{ \"model\": \"m\", \"provider\": \"lit$0ellm\", \"base_url\": \"https://h/v1\" }]",
        "Write \"generic-chat-completion-api\""
    )]
    [InlineData("[{ \"model\": \"m\", \"provider\": \"lit$0ellm\" }]", "")]
    // fields
    [InlineData("[{ LOCAL, \"context_wi$0ndow\": 32768 }]", "*Rename to `max_context_limit`")]
    [InlineData("[{ LOCAL, \"inp$0ut_cost_per_token\": 0.1 }]", "")] // a number is no prices
    [InlineData("[{ LOCAL, \"col$0our\": 1 }]", "Remove \"colour\"")]
    [InlineData("{ TWO, \"thre$0shold\": 0.5 }", "*Move `threshold` into `router` | Remove \"threshold\"")]
    [InlineData("{ TWO, \"router\": { \"threshold\": 0.9 }, \"thre$0shold\": 0.5 }", "Remove \"threshold\"")]
    [InlineData("[{ LOCAL, \"cost\": 1, \"co$0st\": 2 }]", "*Remove the first \"cost\", which is not used")]
    [InlineData("[{ LOCAL, \"na$0me\": \"a\", \"display_name\": \"b\" }]", "*Remove \"name\", which is ignored")]
    [InlineData("{ TWO, \"router\": { \"time$0out\": 3 } }", "Remove \"timeout\"")]
    // values
    [InlineData("[{ LOCAL, \"supports_images\": \"y$0es\" }]", "*Write true")]
    [InlineData("[{ LOCAL, \"omit\": \"se$0ed\" }]", "*Write brackets around it")]
    [InlineData("[{ LOCAL, \"slug\": $07 }]", "*Write quotes around it")]
    [InlineData("[{ LOCAL, \"api_key\": $07 }]", "")]
    [InlineData("{ TWO, \"router\": { \"threshold\": 7$00 } }", "*Write 0.7 for 70 %")]
    [InlineData("{ TWO, \"router\": { \"threshold\": 1$0.1 } }", "")]
    [InlineData("[{ LOCAL, \"cost\": -$01 }]", "")]
    [InlineData("[{ LOCAL, \"cost\": \"$02\" }]", "*Remove the quotes")]
    [InlineData("[{ LOCAL, \"pricing\": { \"input\": 0.000$0003, \"output\": 15 } }]", "*Write 3, the price of a million tokens")]
    [InlineData("[{ LOCAL, \"max_context_limit\": 8, \"max_output_tokens\": $09 }]", "Swap `max_output_tokens` and `max_context_limit`")]
    [InlineData("{ TWO, \"router\": { \"threshold\": $01 } }", "*Write 0.7, the default")]
    [InlineData("[{ LOCAL, \"card\": \"Fa$0st.\" }]", "")] // no classifier reads it
    // providers and addresses
    [InlineData("[{ \"model\": \"claude-x\", \"provider\": \"ope$0nai\" }]", "*Write \"anthropic\"")]
    [InlineData("[{ \"model\": \"gemini-3\", \"provider\": \"ope$0nai\" }]", "")]
    [InlineData("[{ LOCAL, \"wire\": \"mess$0ages\" }]", "*Remove `wire`, which is ignored")]
    [InlineData("[{ LOCAL, \"base_url\": \"local$0host:11434\" }]", "*Write http:// in front of it")]
    [InlineData("[{ HOSTED, \"base_url\": \"llm$0.example.com/v1\" }]", "*Write https:// in front of it")]
    [InlineData("[{ HOSTED, \"base_url\": \"${e$0nv:URL}\" }]", "")]
    [InlineData("[{ HOSTED, \"ho$0st\": \"http://10.0.0.5:8000\" }]", "*Rename to `base_url`")]
    [InlineData("[{ HOSTED, \"base_url\": \"https://h/v1/chat/comple$0tions\" }]", "*Cut \"/chat/completions\" off")]
    [InlineData("[{ HOSTED, \"base_url\": \"https://h/v1/resp$0onses\" }]", "*Cut \"/responses\" off, and set `wire` to \"responses\"")]
    [InlineData("[{ HOSTED, \"base_url\": \"https://h/v1/mod$0els\" }]", "*Cut \"/models\" off")]
    [InlineData("[{ HOSTED, \"base_url\": \"https://open$0router.ai/\" }]", "*Add \"/api/v1\"")]
    [InlineData("[{ HOSTED, \"base_url\": \"http$0://llm.example.com/v1\" }]", "*Write https")]
    // keys
    [InlineData("[{ LOCAL, \"api_key\": \"$$0KEY\" }]", "*Write ${env:KEY}")]
    [InlineData("[{ LOCAL, \"api_key\": \"${e$0nv:}\" }]", "")]
    [InlineData("[{ LOCAL, \"extra_headers\": { \"X T$0eam\": \"a\" } }]", "*Rename to \"X-Team\"")]
    [InlineData("[{ LOCAL, \"extra_headers\": { \"Ho$0st\": \"a\" } }]", "*Remove \"Host\", which is ignored")]
    // slugs and candidates
    [InlineData("[{ LOCAL, \"slug\": \"a $0b\" }]", "*Write \"a-b\"")]
    [InlineData("[{ LOCAL, \"slug\": \"a\" }, { LOCAL, \"slug\": \"$0a\" }]", "*Write \"a-2\", as it is listed now | Remove this row")]
    [InlineData("[{ LOCAL, \"slug\": \"au$0to\" }]", "*Write \"m\"")]
    [InlineData("{ \"models\": [{ LOCAL, \"slug\": \"x\" }], \"router\": { \"slug\": \"$0x\" } }", "*Write \"x-2\", as it is listed now")]
    [InlineData("{ TWO, \"router\": { \"candidates\": [\"weak\", \"we$0ak\"] } }", "*Remove this candidate, which is a duplicate")]
    [InlineData("{ TWO, \"router\": { \"candidates\": [\"weak\"], \"default\": \"str$0ong\" } }", "*Add \"strong\" to `candidates`")]
    [InlineData(
        "{ \"models\": [{ WEAK }, { STRONG, \"candidate\": false }], \"router\": { \"default\": \"str$0ong\" } }",
        "*Let Auto choose \"strong\""
    )]
    [InlineData("{ \"models\": [$0{ LOCAL, \"candidate\": false }] }", "*Let Auto choose \"m\"")]
    // what is not certain
    [InlineData("$0", "")]
    [InlineData("{ \"models\": $0[] }", "")]
    [InlineData("[$07]", "")]
    [InlineData("[$0{ \"provider\": \"ollama\" }]", "")]
    public void What_is_offered_is_what_solves_it(string text, string expected) => Offers(Full(text), expected);

    [Theory]
    [InlineData("[{ LOCAL, \"stren$0ght\": 1 }]", "[{ LOCAL, \"strength\": 1 }]")]
    [InlineData("[{ LOCAL, \"ñ\": \"🙂\", \"stren$0ght\": 1 }]", "[{ LOCAL, \"ñ\": \"🙂\", \"strength\": 1 }]")]
    [InlineData("[{ LOCAL, \"co$0lour\": 1, \"cost\": 2 }]", "[{ LOCAL, \"cost\": 2 }]")]
    [InlineData("[{ LOCAL, \"co$0lour\": 1 }]", "[{ LOCAL }]")]
    [InlineData("[{ \"co$0lour\": 1, LOCAL }]", "[{ LOCAL }]")]
    [InlineData("[{ LOCAL, \"co$0lour\": 1, }]", "[{ LOCAL, }]")]
    [InlineData("[{\n  LOCAL,\n  \"co$0lour\": 1,\n  \"cost\": 2\n}]", "[{\n  LOCAL,\n  \"cost\": 2\n}]")]
    [InlineData("[{\r\n  LOCAL,\r\n  \"co$0lour\": 1\r\n}]", "[{\r\n  LOCAL\r\n}]")]
    [InlineData("[{\n  LOCAL, // keep, this\n  \"co$0lour\": 1\n}]", "[{\n  LOCAL // keep, this\n}]")]
    [InlineData("[{ LOCAL, \"co$0lour\": 1 /* keep, this */, \"cost\": 2 }]", "[{ LOCAL,  /* keep, this */ \"cost\": 2 }]")]
    [InlineData("{ TWO, \"thre$0shold\": 0.5 }", "{ TWO, \"router\": { \"threshold\": 0.5 } }")]
    [InlineData("{ TWO, \"router\": {}, \"router.thre$0shold\": 0.5 }", "{ TWO, \"router\": { \"threshold\": 0.5 } }")]
    [InlineData(
        "{ \"router\": {\n  \"cache\": true // yes\n},\n\"thre$0shold\": 0.5,\nTWO }",
        "{ \"router\": {\n  \"cache\": true,\n  \"threshold\": 0.5 // yes\n},\nTWO }"
    )]
    [InlineData("[{ LOCAL, \"cost\": 1, \"co$0st\": 2 }]", "[{ LOCAL, \"cost\": 2 }]")]
    [InlineData("[{ HOSTED, \"base_url\": \"https://u:p@h/v1/chat/comple$0tions/\" }]", "[{ HOSTED, \"base_url\": \"https://u:p@h/v1\" }]")]
    [InlineData(
        "[{ \"model\": \"m\", \"provider\": \"openai\", \"base_url\": \"https://api.openai.com/v1/chat/comple$0tions\" }]",
        "[{ \"model\": \"m\", \"provider\": \"openai\", \"base_url\": \"https://api.openai.com/v1\", \"wire\": \"chat\" }]"
    )]
    [InlineData(
        "[{ HOSTED, \"base_url\": \" http://ll$0m.example.com/v1\" }]",
        "[{ HOSTED, \"base_url\": \" https://llm.example.com/v1\" }]"
    )]
    [InlineData(
        "[{ LOCAL, \"extra_headers\": { \"X\": \"é Bear$0er $KEY\" } }]",
        "[{ LOCAL, \"extra_headers\": { \"X\": \"é Bearer ${env:KEY}\" } }]"
    )]
    [InlineData("{ TWO, \"router\": { \"candidates\": [\"weak\", \"we$0ak\"] } }", "{ TWO, \"router\": { \"candidates\": [\"weak\"] } }")]
    [InlineData(
        "{ TWO, \"router\": { \"candidates\": [{ \"slug\": \"weak\" }], \"default\": \"str$0ong\" } }",
        "{ TWO, \"router\": { \"candidates\": [{ \"slug\": \"weak\" }, { \"slug\": \"strong\" }], \"default\": \"strong\" } }"
    )]
    [InlineData(
        "{ \"models\": [{ LOCAL, \"slug\": \"au$0to\" }], \"router\": { \"default\": \"auto\" } }",
        "{ \"models\": [{ LOCAL, \"slug\": \"m\" }], \"router\": { \"default\": \"m\" } }"
    )]
    [InlineData(
        "[{ LOCAL, \"max_context_limit\": 8, \"max_output_tokens\": $09 }]",
        "[{ LOCAL, \"max_context_limit\": 9, \"max_output_tokens\": 8 }]"
    )]
    [InlineData(
        "{ PRICED, \"budget\": { \"daily\": $050, \"monthly\": 20, \"soft\": 1 } }",
        "{ PRICED, \"budget\": { \"daily\": 20, \"monthly\": 50, \"soft\": 1 } }"
    )]
    public void The_edit_keeps_the_layout_and_what_it_is_not_about(string text, string expected) => Makes(Full(text), Full(expected));

    [Theory]
    [InlineData("[$0{ \"model\": \"claude-x\" }]", "*Add `provider`: \"anthropic\"")]
    [InlineData("[{ CLAUDE, \"pricing\": $0{ \"input\": 1 } }]", "*Add `output`: 5, as of May 2026")]
    [InlineData("[{ CLAUDE, \"max_context_limit\": 8, \"max_output_tokens\": $09 }]", "*Write 64000 and 200000, as of May 2026")]
    [InlineData("$0[{ CLAUDE }, { LOCAL }]", "*Add the missing prices, as of May 2026")]
    [InlineData("$0[{ CLAUDE }, \"a\"]", "")] // a bare name has no place for a price
    [InlineData("$0[{ CLAUDE }, { \"model\": \"n\", \"provider\": \"openai\" }]", "")]
    [InlineData(
        "{ \"models\": [{ CLAUDE }, { LOCAL }], \"budget\": $0{ \"daily\": 5 } }",
        "*Add the prices of known models, as of May 2026"
    )]
    [InlineData("{ \"models\": [{ LOCAL }], \"budget\": $0{ \"daily\": 5 } }", "")]
    public void What_is_known_of_a_model_is_filled_in(string text, string expected) => Offers(Full(text), expected, Known);

    [Fact]
    public void Prices_are_added_to_each_row_that_lacks_them() =>
        Makes(
            Full("$0[{ CLAUDE }, { LOCAL }]"),
            Full(
                "[{ CLAUDE, \"pricing\": { \"input\": 1, \"cached_input\": 0.1, \"output\": 5 } }, "
                    + "{ LOCAL, \"pricing\": { \"input\": 0, \"output\": 0 } }]"
            ),
            Known
        );

    [Theory]
    [InlineData("\"api_key\": \"${env:K$0EY}\"", "\"api_key\": \"${env:KEYS}\"")]
    [InlineData("\"api_key_env\": \"K$0EY\"", "\"api_key_env\": \"KEYS\"")]
    [InlineData("\"extra_headers\": { \"X\": \"é ${env:K$0EY} b\" }", "\"extra_headers\": { \"X\": \"é ${env:KEYS} b\" }")]
    public void A_variable_that_is_set_and_has_nearly_that_name_is_meant(string fields, string expected) =>
        Makes($"[{{ LOCAL, {fields} }}]", $"[{{ LOCAL, {expected} }}]", Facts("KEYS"));

    [Fact]
    public void Trust_is_only_offered_where_the_server_may_ask()
    {
        var untrusted = new CatalogFacts { IsTrusted = false };
        Offers("$0{ TWO }", "", untrusted);
        Offers("$0{ TWO }", "Trust this workspace…", untrusted, new() { LetsServerAskForTrust = true });
    }

    [Fact]
    public void Every_code_with_a_fix_is_a_code() => CatalogFixes.Codes.Should().BeSubsetOf(CodesOf(typeof(CatalogProblemCode)));

    [Fact]
    public void A_day_that_no_budget_reaches_is_swapped_or_removed() =>
        Offers(
            Full("{ PRICED, \"budget\": { \"per_tenant\": { \"monthly\": 2, \"daily\": $03 } } }"),
            "*Swap `daily` and `monthly` | Remove `daily`, which no day reaches"
        );

    private static string Full(string text) =>
        text.Replace("HOSTED", Hosted, StringComparison.Ordinal)
            .Replace("PRICED", "\"models\": [{ LOCAL, \"pricing\": { \"input\": 1, \"output\": 5 } }]", StringComparison.Ordinal)
            .Replace("CLAUDE", "\"model\": \"claude-x\", \"provider\": \"anthropic\"", StringComparison.Ordinal);
}
