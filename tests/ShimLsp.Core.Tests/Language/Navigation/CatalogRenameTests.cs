using System.Text;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Navigation;

namespace ShimLsp.Core.Tests.Language.Navigation;

/// <summary>The text after the slug at the cursor <c>$0</c> was renamed, or why it was not.</summary>
public class CatalogRenameTests
{
    [Theory]
    [InlineData(
        """
            { "models": [{ "slug": "a", "model": "m" }],
              "router": { "default": "$0a", "classifier": "a", "candidates": ["a", { "slug": "a" }] },
              "gateway": { "aliases": { "x": "a", "y": ["a", "b"], "a": "auto" } } }
            """,
        "new",
        """
            { "models": [{ "slug": "new", "model": "m" }],
              "router": { "default": "new", "classifier": "new", "candidates": ["new", { "slug": "new" }] },
              "gateway": { "aliases": { "x": "new", "y": ["new", "b"], "a": "auto" } } }
            """
    )]
    [InlineData(
        """[{ "slug": "$0a", "model": "m" }, { "slug": "b", "model": "m" }]""",
        " new ",
        """[{ "slug": "new", "model": "m" }, { "slug": "b", "model": "m" }]"""
    )]
    [InlineData( // a reference by the model's name becomes one by the slug
        """{ "models": [{ "slug": "$0a", "model": "m" }], "router": { "default": "m" } }""",
        "new",
        """{ "models": [{ "slug": "new", "model": "m" }], "router": { "default": "new" } }"""
    )]
    [InlineData("""[{ "slug": "$0a" , "model": "m" }]""", """q"b\s🙂""", """[{ "slug": "q\"b\\s🙂" , "model": "m" }]""")]
    [InlineData(
        """{ "models": [{ "slug": "\u0061", "model": "m" }], "router": { "default": " \u0061$0 " } }""",
        "b",
        """{ "models": [{ "slug": "b", "model": "m" }], "router": { "default": "b" } }"""
    )]
    [InlineData(
        """{ "models": ["m"], "router": { "slug": "sma$0rt" }, "gateway": { "aliases": { "x": "smart" } } }""",
        "any",
        """{ "models": ["m"], "router": { "slug": "any" }, "gateway": { "aliases": { "x": "any" } } }"""
    )]
    [InlineData( // the second of two with one slug
            """
            { "models": [{ "slug": "a", "model": "m", "provider": "ollama" }, { "slug": "$0a", "model": "n", "provider": "ollama" }],
              "router": { "candidates": ["a", "a-2"] } }
            """,
        "b",
        """
            { "models": [{ "slug": "a", "model": "m", "provider": "ollama" }, { "slug": "b", "model": "n", "provider": "ollama" }],
              "router": { "candidates": ["a", "b"] } }
            """
    )]
    [InlineData( // a typing error in a reference is corrected by it
        """{ "models": [{ "slug": "gtp$0", "model": "m" }], "router": { "default": "gpt" } }""",
        "gpt",
        """{ "models": [{ "slug": "gpt", "model": "m" }], "router": { "default": "gpt" } }"""
    )]
    public void A_slug_is_renamed_with_everything_that_names_its_row(string text, string name, string expected) =>
        Check(text, name, expected);

    [Theory]
    [InlineData(
        """{ "models": [{ "model": "m 1" }], "router": { "default": "$0m-1" } }""",
        """{ "models": [{ "slug": "new", "model": "m 1" }], "router": { "default": "new" } }"""
    )]
    [InlineData("""[{"provider":"ollama","model":"$0m"}]""", """[{"slug":"new","provider":"ollama","model":"m"}]""")]
    [InlineData("""[{"model":"$0m"}]""", """[{"slug":"new","model":"m"}]""")]
    [InlineData("""[{ "slug": "", "model": "$0m" }]""", """[{ "slug": "new", "model": "m" }]""")]
    [InlineData("""[{ "slug": null, "model": "$0m" }]""", """[{ "slug": "new", "model": "m" }]""")]
    [InlineData(
        "[\r\n\t{\r\n\t\t\"model\": \"$0m\",\r\n\t\t\"cost\": 1\r\n\t}\r\n]",
        "[\r\n\t{\r\n\t\t\"slug\": \"new\",\r\n\t\t\"model\": \"m\",\r\n\t\t\"cost\": 1\r\n\t}\r\n]"
    )]
    [InlineData("[{\n  // a comment\n  \"model\" : \"$0m\" }]", "[{\n  // a comment\n  \"slug\" : \"new\",\n  \"model\" : \"m\" }]")]
    [InlineData("[{ /* c */ \"model\": \"$0m\", \"cost\": 1 }]", "[{ /* c */ \"slug\": \"new\", \"model\": \"m\", \"cost\": 1 }]")]
    public void A_derived_slug_is_written_in_the_style_of_the_row(string text, string expected) => Check(text, "new", expected);

    [Theory]
    [InlineData("""["llama$03"]""", "\"llama3\" is the provider's name of the model. Give the model a row with a `slug` first.")]
    [InlineData(
        """{ "models": ["m"], "gateway": { "aliases": { "x": "au$0to" } } }""",
        "Auto's slug is not written in this file. Write it as `slug` of the `router` block first."
    )]
    [InlineData("""[{ "slug": "a$0", "model": "m" """, "Correct the JSON of this file first: not every reference can be found in it.")]
    public void What_cannot_be_renamed_says_why_before_a_name_is_asked_for(string text, string reason)
    {
        var (document, offset) = Cursor.Read(text);
        var refused = new RenameResult.Refused(reason, IsOfName: false);
        CatalogRename.PrepareAt(document, offset).Should().Be(refused);
        CatalogRename.At(document, offset, "new").Should().Be(refused);
    }

    [Theory]
    [InlineData("a", "", "The new slug is empty. Give a name.")]
    [InlineData("a", " \t", "The new slug is empty. Give a name.")]
    [InlineData("a", "my model", "A slug has no spaces. Did you mean \"my-model\"?")]
    [InlineData("a", "x\u0007y", "A slug has no spaces. Did you mean \"x-y\"?")]
    [InlineData("a", "b", "Another row has the slug \"b\": line 3. Choose another name.")]
    [InlineData("a", "from-model", "Another row has the slug \"from-model\": line 4. Choose another name.")]
    [InlineData("a", "smart", "Auto has the slug \"smart\". Choose another name.")]
    [InlineData("smart", "b", "Another row has the slug \"b\": line 3. Choose another name.")]
    [InlineData("a", "m-b", "\"m-b\" would no longer mean the row \"b\". Choose another name.")]
    [InlineData("a", "auto", "\"auto\" would no longer mean Auto. Choose another name.")]
    [InlineData("s", "t", "The row \"s-2\" would be listed as \"s\". Give it a `slug` of its own first, or choose another name.")]
    public void A_name_that_does_harm_is_refused(string slug, string name, string reason)
    {
        const string Text = """
            { "models": [
              { "slug": "a", "model": "m-a" },
              { "slug": "b", "model": "m-b" },
              { "model": "from model" },
              { "slug": "s", "model": "x", "provider": "ollama" },
              { "slug": "s", "model": "y", "provider": "ollama" } ],
              "router": { "slug": "smart", "default": "m-b" },
              "gateway": { "aliases": { "x": "auto" } } }
            """;
        var document = CatalogDocument.Read(Text);
        var offset = Encoding.UTF8.GetByteCount(Text.AsSpan(0, Text.IndexOf($"\"slug\": \"{slug}\"", StringComparison.Ordinal))) + 9;
        CatalogRename.At(document, offset, name).Should().Be(new RenameResult.Refused(reason, IsOfName: true));
    }

    [Theory]
    [InlineData("""[{ "slug": "a", "model": "$0m" }]""")] // the provider's name, beside a slug
    [InlineData("""[{ "slu$0g": "a", "model": "m" }]""")]
    [InlineData("""{ "models": [], "router": { "default": "non$0e" } }""")]
    public void Other_places_are_no_slugs(string text)
    {
        var (document, offset) = Cursor.Read(text);
        CatalogRename.PrepareAt(document, offset).Should().BeNull();
        CatalogRename.At(document, offset, "new").Should().BeNull();
    }

    [Fact]
    public void Half_of_a_character_is_no_name()
    {
        var (document, offset) = Cursor.Read("""[{ "slug": "$0a", "model": "m" }]""");
        CatalogRename
            .At(document, offset, "x\ud83d")
            .Should()
            .Be(new RenameResult.Refused("The new slug contains half of a character.", IsOfName: true));
    }

    [Fact]
    public void The_same_name_changes_nothing()
    {
        var (document, offset) = Cursor.Read("""[{ "model": "$0m" }]""");
        CatalogRename.At(document, offset, "m").Should().BeOfType<RenameResult.Renamed>().Which.Edits.Should().BeEmpty();
    }

    private static void Check(string text, string name, string expected)
    {
        var (document, offset) = Cursor.Read(text);
        var possible = CatalogRename.PrepareAt(document, offset).Should().BeOfType<RenameResult.Possible>().Which;
        offset.Should().BeInRange(possible.Span.Start, possible.Span.End);
        var renamed = CatalogRename.At(document, offset, name).Should().BeOfType<RenameResult.Renamed>().Which;
        Encoding.UTF8.GetString(document.Apply(renamed.Edits).Text.Span).Should().Be(expected);
    }
}
