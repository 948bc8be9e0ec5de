using System.Text;
using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Fixes;
using ShimLsp.Core.Models;
using ShimLsp.Core.Tests.Language.Diagnostics;
using static ShimLsp.Core.Tests.Language.Diagnostics.DiagnosticsCheck;
using static ShimLsp.Core.Tests.Language.Fixes.FixCheck;

namespace ShimLsp.Core.Tests.Language.Fixes;

/// <summary>What holds of every fix.</summary>
public class FixPropertiesTests
{
    private const string Key = "sk-canary-0123456789";

    // Texts beside those of the codes that reach the rest.
    private static readonly string[] More =
    [
        "[{ \"model\": \"m\" \"provider\": \"ollama\", 'cost': .5 }",
        "{ TWO, \"threshold\": 0.5, " + "\"router\": { \"candidates\": [\"weak\", \"week\", \"weak\", \"strong\"], \"treshold\": 0.5 } }",
        "[{ LOCAL, \"cost\": 1, \"cost\": 2, \"name\": \"a\", \"display_name\": \"b\", \"wire\": \"messages\", \"colour\": [1] }]",
        "{\n\t\"models\": [\n\t\t{ LOCAL, \"slug\": \"é 🙂\" }, // one\n\t\t{ LOCAL, \"slug\": \"é 🙂\", \"api_key\": \"$KEY\", }\n\t],\n}",
    ];

    private static IEnumerable<string> Texts =>
        CodeCases.All.Where(each => each.Wrong.Length < 1000).Select(each => Unmarked(Expand(each.Wrong))).Concat(More.Select(Expand));

    [Fact]
    public void Each_fix_solves_its_problem_makes_no_other_and_leaves_JSON()
    {
        var solved = CodeCases
            .All.Where(each => each.Wrong.Length < 1000)
            .SelectMany(each => EachSolves(Unmarked(Expand(each.Wrong)), each.Facts))
            .Concat(More.SelectMany(text => EachSolves(Expand(text), CatalogFacts.None)))
            .ToHashSet();

        // Those whose case of the table has no certain fix have one in CatalogFixesTests.
        solved
            .Should()
            .BeEquivalentTo(
                CatalogFixes.Codes.Except([
                    CatalogProblemCode.MissingField,
                    CatalogProblemCode.InvalidBaseUrl,
                    CatalogProblemCode.OutOfRange,
                    CatalogProblemCode.WrongType,
                    CatalogProblemCode.UntrustedWorkspace,
                    CatalogProblemCode.BudgetWithoutPrices,
                ])
            );
    }

    [Fact]
    public void Safe_fixes_leave_the_catalog_as_it_is_understood()
    {
        var changed = 0;
        foreach (var text in Texts)
        {
            var document = CatalogDocument.Read(text);
            foreach (var problem in CatalogDiagnostics.Of(document, Facts("KEYS")))
            {
                foreach (var fix in CatalogFixes.Of(document, Facts("KEYS"), problem, new()).Where(fix => fix.IsSafe && document.IsWhole))
                {
                    fix.IsPreferred.Should().BeTrue("{0} may be done unseen, so it is what one wants", fix.Title);
                    var (before, after) = (document.Parse.Catalog!, CatalogDocument.Read(Applied(text, fix.Edits)).Parse.Catalog!);
                    Fingerprint(after).Should().Be(Fingerprint(before), "{0} of {1}", fix.Title, text);
                    after.Router.Should().Be(before.Router, "{0} of {1}", fix.Title, text);
                    after.Models.Select(Shown).Should().Equal(before.Models.Select(Shown), "{0} of {1}", fix.Title, text);
                    changed++;
                }
            }
        }

        changed.Should().BeGreaterThan(10);

        static string Shown(ModelSpec model) => $"{model} {model.Wire} {model.Credential} {model.ExtraHeaders.Count} {model.DisplayName}";
    }

    [Fact]
    public void All_safe_fixes_together_leave_JSON_and_the_same_catalog()
    {
        foreach (var text in Texts)
        {
            var document = CatalogDocument.Read(text);
            var fixes = CatalogFixes.Safe(document, CatalogFacts.None, CatalogDiagnostics.Of(document, CatalogFacts.None));
            var edits = fixes.SelectMany(fix => fix.Edits).OrderBy(edit => edit.Span.Start);
            var after = CatalogDocument.Read(Applied(text, [.. edits]));

            (after.IsWhole || !document.IsWhole).Should().BeTrue("of {0}", text);
            if (document.IsWhole)
            {
                Fingerprint(after.Parse.Catalog).Should().Be(Fingerprint(document.Parse.Catalog), "of {0}", text);
            }
        }
    }

    [Theory]
    [InlineData("[{ LOCAL, \"api_key\": \"KEY\" }]")]
    [InlineData("[{ LOCAL, \"apiKey\": 'KEY', colour: 1 }]")]
    [InlineData("[{ LOCAL, \"api_key\": \"a\", \"api_key\": \"KEY\", \"bearerToken\": \"KEY\" }]")]
    [InlineData("[{ LOCAL, \"api_kye\": \"KEY\", \"key\": \"KEY\", \"token\": \"KEY\" }]")]
    [InlineData("[{ LOCAL, \"api_key\": \"${env:KEY\", \"cost\": \"1\" }]")]
    [InlineData("[{ LOCAL, \"extra_headers\": { \"Authorization\": \"Bearer KEY\", \"X A\": \"KEY\", \"Host\": \"KEY\" } }]")]
    [InlineData("[{ LOCAL, \"base_url\": \"http://KEY@llm.example.com/KEY/v1/chat/completions\" }]")]
    [InlineData("[{ LOCAL, \"base_url\": \"llm.example.com/KEY\" }]")]
    [InlineData("[{ LOCAL, \"slug\": \"a\", \"api_key\": \"KEY\" }, { LOCAL, \"slug\": \"a\", \"api_key\": \"KEY\" }]")]
    [InlineData("{ \"models\": [\"a\"], \"api_key\": \"KEY\" }")]
    [InlineData("[{ LOCAL, \"api_key\": KEY }]")]
    public void No_title_and_no_edit_has_a_key(string text)
    {
        var document = CatalogDocument.Read(Expand(text).Replace("KEY", Key, StringComparison.Ordinal));
        var fixes = CatalogDiagnostics
            .Of(document, Facts("K"))
            .SelectMany(problem => CatalogFixes.Of(document, Facts("K"), problem, new() { KeepsSecrets = true }))
            .ToArray();

        fixes.Should().NotBeEmpty();
        fixes.Should().NotContain(fix => fix.Title.Contains("canary") || fix.Edits.Any(edit => edit.NewText.Contains("canary")));
    }

    [Theory]
    [InlineData("\"provider\": \"openai\"", "OPENAI_API_KEY")]
    [InlineData("\"provider\": \"anthropic\"", "ANTHROPIC_API_KEY")]
    [InlineData("\"provider\": \"openai\", \"base_url\": \"https://llm.example.com/v1\"", "TEAM_A_API_KEY")]
    [InlineData("\"provider\": \"ollama\"", "TEAM_A_API_KEY")]
    public void A_keys_name_is_the_providers_or_the_models(string fields, string name) =>
        Offers(
            $"[{{ \"slug\": \"team-a\", \"model\": \"m\", {fields}, \"api_key\": \"$0{Key}\" }}]",
            $"*Replace the key by ${{env:{name}}} (copy the key first)"
        );

    [Fact]
    public void A_second_key_of_one_provider_gets_a_name_of_its_own() =>
        Offers(
            $$"""[{ OPENAI, "api_key": "sk-1" }, { "slug": "b", OPENAI, "api_key": "sk-$02" }]""".Replace(
                "OPENAI",
                "\"model\": \"m\", \"provider\": \"openai\"",
                StringComparison.Ordinal
            ),
            "*Replace the key by ${env:B_API_KEY} (copy the key first)"
        );

    [Fact]
    public void An_editor_with_a_secret_store_moves_the_key_itself()
    {
        var text = $"[{{ LOCAL, \"api_key\": \"$0{Key}\" }}]";
        Offers(
            text,
            "*Move the key to the editor's secret store | Replace the key by ${env:M_API_KEY} (copy the key first)",
            abilities: new() { KeepsSecrets = true }
        );
        var move = At(text, abilities: new() { KeepsSecrets = true })[0];
        move.Command.Should().Be(FixCommand.MoveKey);
        move.Edits.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_a_text_has_become_its_fixes_stay_inside_it(int seed)
    {
        var random = new Random(seed);
        string[] texts = [.. Texts, File.ReadAllText(Repository.File("models.json"))];
        var made = 0;
        for (var round = 0; round < 1_500; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(texts[random.Next(texts.Length)]).ToList();
            for (var edit = random.Next(4); edit >= 0 && bytes.Count > 1; edit--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(3))
                {
                    case 0:
                        bytes.RemoveAt(at);
                        break;
                    case 1:
                        bytes.Insert(at, (byte)"{}[],:\"'\\/\n\r 0aé-$"[random.Next(17)]);
                        break;
                    default:
                        (bytes[at], bytes[0]) = (bytes[0], bytes[at]);
                        break;
                }
            }

            var document = CatalogDocument.Read(bytes.ToArray());
            foreach (var problem in CatalogDiagnostics.Of(document, Facts("KEYS K")))
            {
                foreach (var fix in CatalogFixes.Of(document, Facts("KEYS K"), problem, new()))
                {
                    Inside(document, fix);
                    fix.Title.Should().NotBeEmpty().And.NotContain("\n");
                    made++;
                }
            }
        }

        made.Should().BeGreaterThan(500);
    }

    private static string Fingerprint(Catalog? catalog) => catalog is null ? "none" : Convert.ToHexString(catalog.Fingerprint);
}
