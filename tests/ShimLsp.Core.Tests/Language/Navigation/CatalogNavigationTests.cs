using ShimLsp.Core.Language.Navigation;

namespace ShimLsp.Core.Tests.Language.Navigation;

/// <summary>
/// What the name at the cursor <c>$0</c> leads to: the declaration is marked <c>«=name»</c>, each reference <c>«name»</c>.
/// </summary>
public class CatalogNavigationTests
{
    [Theory]
    [InlineData(
        """
            { "models": [{ "slug": "a", "model": "m" }],
              "router": { "default": "$0a", "classifier": "a", "candidates": ["a", { "slug": "a" }] },
              "gateway": { "aliases": { "x": "a", "y": ["b", "a"] } } }
            """,
        """
            { "models": [{ "slug": "«=a»", "model": "m" }],
              "router": { "default": "«a»", "classifier": "«a»", "candidates": ["«a»", { "slug": "«a»" }] },
              "gateway": { "aliases": { "x": "«a»", "y": ["b", "«a»"] } } }
            """
    )]
    [InlineData(
        """
            { "models": [{ "slug": "a$0", "model": "m" }, { "slug": "b", "model": "n" }],
              "router": { "default": "b", "candidates": ["a"] } }
            """,
        """
            { "models": [{ "slug": "«=a»", "model": "m" }, { "slug": "b", "model": "n" }],
              "router": { "default": "b", "candidates": ["«a»"] } }
            """
    )]
    [InlineData( // the field's name, the model's and the shown name stand for the row too
        """{ "models": [{ "$0slug": "a", "model": "m" }], "router": { "default": "a" } }""",
        """{ "models": [{ "slug": "«=a»", "model": "m" }], "router": { "default": "«a»" } }"""
    )]
    [InlineData(
        """{ "models": [{ "slug": "a", "model": "m$0", "display_name": "A" }], "router": { "default": "a" } }""",
        """{ "models": [{ "slug": "«=a»", "model": "m", "display_name": "A" }], "router": { "default": "«a»" } }"""
    )]
    [InlineData( // a derived slug is declared by the name that it comes from
        """{ "models": [{ "model": "GPT 5" }], "router": { "default": "gpt-$05" } }""",
        """{ "models": [{ "model": "«=GPT 5»" }], "router": { "default": "«gpt-5»" } }"""
    )]
    [InlineData( // older files name the model instead of the slug
        """{ "models": [{ "slug": "a", "model": "m" }], "router": { "default": "$0m", "candidates": ["a"] } }""",
        """{ "models": [{ "slug": "«=a»", "model": "m" }], "router": { "default": "«m»", "candidates": ["«a»"] } }"""
    )]
    [InlineData( // a local model by its name alone
        """{ "models": ["llama3$0"], "router": { "default": "llama3" } }""",
        """{ "models": ["«=llama3»"], "router": { "default": "«llama3»" } }"""
    )]
    [InlineData( // from a duplicate to the first
        """{ "models": [{ "slug": "a", "model": "m" }, { "slug": "a$0", "model": "n" }], "router": { "default": "a" } }""",
        """{ "models": [{ "slug": "«=a»", "model": "m" }, { "slug": "a", "model": "n" }], "router": { "default": "«a»" } }"""
    )]
    [InlineData(
        """
            { "models": [{ "slug": "a", "model": "m" }],
              "router": { "slug": "smart" },
              "gateway": { "aliases": { "x": "sm$0art", "y": "auto" } } }
            """,
        """
            { "models": [{ "slug": "a", "model": "m" }],
              "router": { "slug": "«=smart»" },
              "gateway": { "aliases": { "x": "«smart»", "y": "«auto»" } } }
            """
    )]
    [InlineData( // Auto has no slug of its own: its block stands for it
        """{ "models": ["m"], "router": { "threshold": 0.5 }, "gateway": { "aliases": { "x": "aut$0o" } } }""",
        """{ "models": ["m"], "router": «={» "threshold": 0.5 }, "gateway": { "aliases": { "x": "«auto»" } } }"""
    )]
    [InlineData(
        """{ "models": ["m"], "gateway": { "aliases": { "x": "$0auto" } } }""",
        """{ "models": ["m"], "gateway": { "aliases": { "x": "«auto»" } } }"""
    )]
    [InlineData( // half typed: the quote is missing
        """{ "models": [{ "slug": "é🙂", "model": "m" }], "router": { "default": "é🙂$0""",
        """{ "models": [{ "slug": "«=é🙂»", "model": "m" }], "router": { "default": "«é🙂»"""
    )]
    public void A_name_leads_to_its_row_and_to_everything_that_names_it(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""{ "models": [{ "slug": "a", "model": "m" }], "router": { "default": "none$0" } }""")]
    [InlineData("""{ "models": [{ "slug": "a", "model": "m", "provider": "oll$0ama" }] }""")]
    [InlineData("""{ "models": [{ "slug": "a", "model": "m" $0}] }""")]
    [InlineData("""{ "models": [{ "slug": "a", "model": "m", "extra_headers": { "slug": "a$0" } }] }""")]
    [InlineData("""{ "models": [$0] }""")]
    [InlineData("$0")]
    [InlineData("""{ "router": { "default": $0 } }""")]
    public void Anything_else_leads_nowhere(string text)
    {
        var (document, offset) = Cursor.Read(text);
        CatalogNavigation.UsesAt(document, offset).Should().BeEmpty();
        CatalogNavigation.DefinitionAt(document, offset).Should().BeNull();
    }

    private static void Check(string text, string expected)
    {
        var (document, offset) = Cursor.Read(text);
        var uses = CatalogNavigation.UsesAt(document, offset);
        Cursor.Marked(document, uses.Select(use => (use.Span, use.IsDeclaration ? '=' : ' '))).Should().Be(expected);
        CatalogNavigation.DefinitionAt(document, offset).Should().Be(uses.FirstOrDefault(use => use.IsDeclaration)?.Span);
    }
}
