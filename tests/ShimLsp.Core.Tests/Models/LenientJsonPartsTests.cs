using System.Text.Json;
using CsCheck;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Tests.Models;

/// <summary>A long text of JSON, read part by part.</summary>
public sealed class LenientJsonPartsTests
{
    [Fact]
    public void The_parts_of_a_text_are_the_text_and_no_character_is_in_two()
    {
        string[] pieces =
        [
            "a",
            "é",
            "€",
            "😀",
            "\\n",
            "\\\"",
            "\\\\",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00",
            "long plain text",
        ];
        Gen.Select(Gen.Int[0, pieces.Length - 1].Select(at => pieces[at]).Array[0, 40], Gen.Int[1, 50])
            .Sample(
                (text, about) =>
                {
                    var element = JsonElement.Parse($"\"{string.Concat(text)}\"");
                    var parts = LenientJson.Parts(element, about).ConvertAll(part => LenientJson.Text(element, part));
                    string.Concat(parts).Should().Be(LenientJson.Text(element));
                    string.Concat(parts.Select(JsonText.Mended)).Should().Be(JsonText.Mended(LenientJson.Text(element)));
                }
            );
    }
}
