using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Language.Documents;

public class CatalogDocumentTests
{
    [Theory]
    [InlineData("abc", 0, 1, 0, 2, "X", "aXc")]
    [InlineData("abc", 0, 1, 0, 1, "X", "aXbc")]
    [InlineData("abc", 0, 0, 0, 3, "", "")]
    [InlineData("", 0, 0, 0, 0, "a\nb", "a\nb")]
    [InlineData("a\nb\nc", 1, 0, 2, 0, "", "a\nc")]
    [InlineData("a\r\nb", 0, 1, 1, 0, " ", "a b")]
    [InlineData("é🙂x", 0, 3, 0, 4, "y", "é🙂y")]
    [InlineData("abc", 0, 2, 0, 1, "X", "abXc")] // an end before the start
    [InlineData("abc", 7, 0, 9, 9, "X", "abcX")]
    public void An_edit_replaces_what_lies_between_its_positions(
        string text,
        int line,
        int column,
        int endLine,
        int endColumn,
        string replacement,
        string expected
    )
    {
        var before = CatalogDocument.Read(text);

        var after = before.Edit(new(line, column), new(endLine, endColumn), replacement, PositionEncoding.Utf16);

        after.TextOf(new(0, after.Text.Length)).Should().Be(expected);
        before.TextOf(new(0, before.Text.Length)).Should().Be(text, "a document never changes");
    }

    [Theory]
    [InlineData("""{ "models": [{ "model": "m" "provider": "olama" }] }""", "invalidJson unknownProvider")]
    [InlineData("{ \"models\": [\n{ \"model\": \"m\", \"provider\": ollama }] }", "invalidJson")]
    [InlineData("{ \"models\": [\n{ \"model\": \"m\", \"provider\": }] }", "invalidJson")]
    [InlineData("{ \"models\": [\n{ \"model\": \"m\", \"provider\": \"ollama\", \"supports_tools\": tru }] }", "invalidJson")]
    [InlineData("{ \"models\": [\"m\"],\n \"router\": { \"default\": \"x\"", "invalidJson invalidJson unknownModel")]
    [InlineData("", "emptyFile")]
    [InlineData("%", "invalidJson")]
    [InlineData("7", "notACatalog")]
    [InlineData("[", "invalidJson")]
    [InlineData("""{ "models": ["m"] }""", "")]
    public void A_broken_text_has_the_faults_of_its_syntax_and_what_does_not_follow_from_them(string text, string codes) =>
        string.Join(' ', CatalogDocument.Read(text).Parse.Problems.Select(problem => problem.Code)).Should().Be(codes);

    [Theory]
    [InlineData("""{ "models": [{ "model": "m", "provider": "x" }] }""", true)]
    [InlineData("""[{ "model": "m", "base_url": "x" }]""", true)]
    [InlineData("""[{ "model": "m", "apiKey": "x" """, true)]
    [InlineData("""{ "customModels": [{ "model": "m", "provider": "x" }] }""", true)]
    [InlineData("""{ "models": [], "router": { "candidates": [] } }""", true)]
    [InlineData("""{ "models": [{ "name": "User", "fields": [] }] }""", false)]
    [InlineData("""{ "models": ["a", "b"] }""", false)]
    [InlineData("""[{ "name": "bert", "sha256": "x" }]""", false)]
    [InlineData("""{ "router": { "mode": "history" } }""", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    public void A_file_is_plainly_a_catalog_or_left_alone(string text, bool expected) =>
        CatalogDocument.Read(text).LooksLikeCatalog.Should().Be(expected);

    [Fact]
    public void A_byte_order_mark_that_an_editor_sends_counts_as_white_space() =>
        CatalogDocument.Read("\uFEFF[\"m\"]").Parse.Problems.Should().BeEmpty();

    [Fact]
    public void A_byte_order_mark_of_a_file_is_no_part_of_its_text() =>
        CatalogDocument.Read(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'[', (byte)']' }).Text.Length.Should().Be(2);

    [Fact]
    public void Half_a_character_is_as_long_as_before() =>
        CatalogDocument.Read("\"a\ud800b\"").Lines.PositionOf(5).Should().Be(new TextPosition(0, 3));
}
