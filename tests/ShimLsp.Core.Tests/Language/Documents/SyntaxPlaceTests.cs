using System.Text;
using ShimLsp.Core.Language.Documents;

namespace ShimLsp.Core.Tests.Language.Documents;

/// <summary>What stands at a cursor: its kind, the way to it, and what an edit there would replace.</summary>
public class SyntaxPlaceTests
{
    [Theory]
    [InlineData("$0", "Outside")]
    [InlineData("$0{}", "Outside")]
    [InlineData("{}$0", "Outside")]
    [InlineData("{$0}", "Members")]
    [InlineData("[$0]", "Items")]
    [InlineData("""{ "mo$0dels": [] }""", "Name models ‹\"models\"› mo")]
    [InlineData("""{ $0"models": [] }""", "Name models ‹\"models\"›")]
    [InlineData("""{ "models"$0: [] }""", "Name models ‹\"models\"› models")]
    [InlineData("""{ "models" $0: [] }""", "AfterName models")]
    [InlineData("""{ "models":$0 [] }""", "Value models")]
    [InlineData("""{ "models": [] $0}""", "Members")]
    [InlineData("""{ "models": [], $0}""", "Members")]
    [InlineData("""{ "models": [$0] }""", "Items models")]
    [InlineData("""{ "models": ["m$0"] }""", "Value models [0] ‹\"m\"› m")]
    [InlineData("""{ "models": ["a", $0"b"] }""", "Value models [1] ‹\"b\"›")]
    [InlineData("""{ "models": [1$0] }""", "Value models [0] ‹1› 1")]
    [InlineData("""{ "router": { "default": "op$0us" } }""", "Value router default ‹\"opus\"› op")]
    [InlineData("""{ "router": { "default": $0"opus" } }""", "Value router default ‹\"opus\"›")]
    [InlineData("""{ "router": { "default": $0 } }""", "Value router default")]
    [InlineData("""{ "router": { "default":$0, "x": 1 } }""", "Value router default")]
    [InlineData("{ \"router\": { \"default\": \"op$0", "Value router default ‹\"op› op")]
    [InlineData("{ \"router\": { \"default\": \"op$0\n } }", "Value router default ‹\"op› op")]
    [InlineData("{ \"router\": { \"default\":\n $0 } }", "Members router")]
    [InlineData("""{ "router": { "def$0 """, "Name router def ‹\"def› def")]
    [InlineData("""{ "router": { $0""", "Members router")]
    [InlineData("""{ "router": { thr$0 } }""", "Name router thr ‹thr› thr")]
    [InlineData("""{ "router": { "default" $0 } }""", "AfterName router default")]
    [InlineData("""{ "models": [{ "model": "m", $0""", "Members models [0]")]
    [InlineData("{ \"models\": [{ \"model\": \"m\", $0\n { \"model\": \"n\" }] }", "Members models [0]")]
    [InlineData("{ // com$0ment\n \"a\": 1 }", "Outside")]
    [InlineData("{ // comment$0\n \"a\": 1 }", "Outside")]
    [InlineData("{ // comment\n$0 \"a\": 1 }", "Members")]
    [InlineData("""{ "a": /* $0 */ 1 }""", "Outside a")]
    [InlineData("""{ "a": 1, /* c */ $0 }""", "Members")]
    [InlineData("""{ "url": "http://$0x" }""", "Value url ‹\"http://x\"› http://")]
    [InlineData("""[{ "card": "é🙂$0x" }]""", "Value [0] card ‹\"é🙂x\"› é🙂")]
    public void A_cursor_stands_somewhere(string text, string expected)
    {
        var place = At(text);
        var document = CatalogDocument.Read(text.Replace("$0", "", StringComparison.Ordinal));
        var token = place.Token.End > place.Token.Start ? $"‹{document.TextOf(place.Token)}›" : "";
        string[] parts = [$"{place.Kind}", .. place.Path.Select(step => $"{step}"), token, place.Prefix];
        string.Join(' ', parts.Where(part => part.Length > 0)).Should().Be(expected);
    }

    [Theory]
    [InlineData("""{ "models": ["a", { "pricing": { "inp$0ut": 1 } }] }""", "row 1, field input")]
    [InlineData("""{ "customModels": [{ "baseURL": "$0" }] }""", "row 0, field base_url")]
    [InlineData("""[{ "prov$0": 1 }]""", "row 0")]
    [InlineData("""["mod$0el"]""", "row 0, field models")]
    [InlineData("""{ "router": { "candidates": [{ "id": "$0" }] } }""", "router, candidate, field slug")]
    [InlineData("""{ "router": { "candidates": ["$0"] } }""", "router, candidate, field candidates")]
    [InlineData("""{ "router": { "classifier": "$0" } }""", "router, field classifier")]
    [InlineData("""{ "gateway": { "unknown$0_model": 1 } }""", "gateway, field unknown_model")]
    [InlineData("""{ "models": [{ "extra_headers": { "X": "$0" } }] }""", "row 0")]
    public void It_knows_the_part_of_the_file_and_the_field(string text, string expected)
    {
        var place = At(text);
        string?[] parts =
        [
            place.Row is null ? null : $"row {place.RowIndex}",
            place.Router is null ? null : "router",
            place.Candidate is null ? null : "candidate",
            place.Gateway is null ? null : "gateway",
            place.Field is null ? null : $"field {place.Field.Name}",
        ];
        string.Join(", ", parts.OfType<string>()).Should().Be(expected);
    }

    [Theory]
    [InlineData("{ $0 }", "models router gateway budget")]
    [InlineData("""{ "router": { "candidates": [{ $0 }] } }""", "slug cost card supports_images no_image_support supports_tools")]
    [InlineData("""{ "models": [{ "pricing": { $0 } }] }""", "input cached_input output")]
    [InlineData("""{ "models": [{ "extra_headers": { $0 } }] }""", "")]
    [InlineData("""{ "note": { $0 } }""", "")]
    public void It_knows_the_fields_of_the_object_that_it_is_in(string text, string expected) =>
        string.Join(' ', At(text).Fields?.Fields.Select(field => field.Name) ?? []).Should().Be(expected);

    private static SyntaxPlace At(string text)
    {
        var cursor = text.IndexOf("$0", StringComparison.Ordinal);
        return SyntaxPlace.At(CatalogDocument.Read(text.Remove(cursor, 2)), Encoding.UTF8.GetByteCount(text.AsSpan(0, cursor)));
    }
}
