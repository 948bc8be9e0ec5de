using static ShimLsp.Core.Tests.Language.Fixes.FixCheck;

namespace ShimLsp.Core.Tests.Language.Fixes;

/// <summary>Lines that are not JSON: mended if there is one sure way, and left alone if not.</summary>
public class SyntaxFixesTests
{
    [Theory]
    [InlineData("[{ \"model\": \"m\"$0 \"provider\": \"ollama\" }]", "[{ \"model\": \"m\", \"provider\": \"ollama\" }]")]
    [InlineData("[{ LOCAL }$0 { LOCAL }]", "[{ LOCAL }, { LOCAL }]")]
    [InlineData("[\n  { LOCAL }$0\n  { LOCAL }\n]", "[\n  { LOCAL },\n  { LOCAL }\n]")]
    [InlineData("[{ LOCAL, \"cost\"$0 1 }]", "[{ LOCAL, \"cost\": 1 }]")]
    [InlineData("[\"a\",$0, \"b\"]", "[\"a\", \"b\"]")]
    [InlineData("[{ LOCAL,$0, \"cost\": 1 }]", "[{ LOCAL, \"cost\": 1 }]")]
    [InlineData("[{ LOCAL, $0cost: 1, strength: 0.5 }]", "[{ LOCAL, \"cost\": 1, \"strength\": 0.5 }]")]
    [InlineData("[{ \"model\": \"m\", \"provider\": $0ollama }]", "[{ \"model\": \"m\", \"provider\": \"ollama\" }]")]
    [InlineData("[{ LOCAL, \"cost\": $0None }]", "[{ LOCAL, \"cost\": null }]")]
    [InlineData("[{ LOCAL, \"supports_images\": $0True }]", "[{ LOCAL, \"supports_images\": true }]")]
    [InlineData(
        "[{ $0'model': 'say \"é\" it\\'s', 'provider': 'ollama' }]",
        "[{ \"model\": \"say \\\"é\\\" it's\", \"provider\": \"ollama\" }]"
    )]
    [InlineData("[$0{ LOCAL", "[{ LOCAL}]")]
    [InlineData("$0[{ LOCAL }", "[{ LOCAL }]")]
    [InlineData("$0{ \"models\": [\n  \"a\"\n", "{ \"models\": [\n  \"a\"\n]}\n")]
    [InlineData("$0[\"a\" // all", "[\"a\" // all\n]")]
    [InlineData("[\"a\"] $0/* all of them\n", "[\"a\"] /* all of them */\n")]
    [InlineData("[{ LOCAL, \"card\": \"C:$0\\models\" }]", "[{ LOCAL, \"card\": \"C:\\\\models\" }]")]
    [InlineData("[{ LOCAL, \"card\": \"a$0\tb\" }]", "[{ LOCAL, \"card\": \"a\\tb\" }]")]
    [InlineData("[{ LOCAL, \"cost\": $01. }]", "[{ LOCAL, \"cost\": 1 }]")]
    [InlineData("[{ LOCAL, \"cost\": $0.5 }]", "[{ LOCAL, \"cost\": 0.5 }]")]
    [InlineData("[{ LOCAL, \"max_context_limit\": $0200_000 }]", "[{ LOCAL, \"max_context_limit\": 200000 }]")]
    [InlineData("[{ LOCAL, $0cost: 1 \"strength\": .5 }]", "[{ LOCAL, \"cost\": 1, \"strength\": 0.5 }]")]
    public void A_line_with_one_sure_remedy_is_mended(string text, string expected) => Makes(text, expected);

    [Theory]
    [InlineData("[{ LOCAL, \"cost\":$0 }]")] // which value?
    [InlineData("[{ LOCAL, \"card\": $0\"Fast.\n}]")] // the quote may belong anywhere
    [InlineData("[{ LOCAL, \"card\": $0Fast and cheap }]")]
    [InlineData("[{ LOCAL, \"card\": \"Fast \"$0 and \" cheap\" }]")]
    [InlineData("[\"a\"] $0x")]
    [InlineData("[{ LOCAL, \"cost\": $0007 }]")] // seven, or an octal number
    [InlineData("[{ LOCAL, \"cost\": $01,5 }]")]
    [InlineData("[{ LOCAL, \"card\": \"$0\\ud83d\" }]")]
    [InlineData("{ \"models\": $0[\"a\", \"router\": {} }")] // the bracket belongs before the next field
    public void What_may_mean_two_things_is_left_alone(string text) => Offers(text, "");
}
