using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>Text from outside reaches a terminal without anything that it would obey, or that nobody would see.</summary>
public sealed class ShownTests
{
    private static readonly UnicodeCategory[] Hidden =
    [
        UnicodeCategory.Control,
        UnicodeCategory.Format,
        UnicodeCategory.PrivateUse,
        UnicodeCategory.LineSeparator,
        UnicodeCategory.ParagraphSeparator,
    ];

    [Fact]
    public void No_control_or_format_character_of_any_plane_is_shown_as_it_is()
    {
        foreach (var character in EveryCharacter().Where(one => Hidden.Contains(Rune.GetUnicodeCategory(one))))
        {
            var text = $"a{character}b";
            Shown.Line(text).Should().Be("a?b", Name(character));
            Reply(text)
                .Should()
                .Be(
                    character.Value is '\n' or '\t' ? text
                        : character.Value is '\r' ? "ab"
                        : "a?b",
                    Name(character)
                );
        }
    }

    [Theory]
    [InlineData("x\u202ey", "x?y")] // right-to-left override
    [InlineData("x\u2066y\u2069", "x?y?")] // isolates
    [InlineData("x\u200by\ufeff", "x?y?")] // zero width
    [InlineData("o\u200dpus", "o?pus")] // a joiner that joins nothing
    [InlineData("x\ufe0fy\ufe01z", "x?y?z")] // variation selectors
    [InlineData("x\U000E0041\U000E0042", "x??")] // tags
    [InlineData("x\U000E0100", "x?")]
    [InlineData("x\u034fy\u3164", "x?y?")] // ignorable, although marks and letters
    [InlineData("x\ufffe\U0010FFFF", "x??")] // not characters at all
    [InlineData("🙂\ufe0f\ufe0f\ufe0f", "🙂\ufe0f??")] // a message in selectors
    [InlineData("क\u200d\u200d\u200c", "क\u200d??")]
    [InlineData("a\ufe0f\u200d", "a??")]
    public void Hidden_text_shows_as_question_marks(string text, string expected)
    {
        Shown.Line(text).Should().Be(expected);
        Reply(text).Should().Be(expected);
    }

    [Fact]
    public void Half_a_character_shows_as_the_replacement_character() => Shown.Line("x\ud800y\udc00").Should().Be("x\ufffdy\ufffd");

    [Theory]
    [InlineData("Zürich naïve 日本語 русский")]
    [InlineData("⚠\ufe0f ❤\ufe0f 👩\u200d💻 👩🏽\u200d💻 🏳\ufe0f\u200d🌈")]
    [InlineData("می\u200cخواهم क्\u200dष")]
    public void What_people_write_stays(string text)
    {
        Shown.Line(text).Should().Be(text);
        Reply(text).Should().Be(text);
    }

    [Fact]
    public void Emoji_stay_whole_over_two_pieces()
    {
        var shown = new ShownText(keepsLines: true);

        (shown.Next("⚠") + shown.Next("\ufe0f") + shown.Next("\ufe0f")).Should().Be("⚠\ufe0f?");
    }

    [Fact]
    public void JSON_has_every_hidden_character_escaped_and_means_the_same()
    {
        foreach (var part in EveryCharacter().Chunk(0x1000))
        {
            var text = string.Concat(part);
            using var output = new StringWriter();

            JsonOutput.Write(output, text, WireJson.Default.String);

            var json = output.ToString().TrimEnd();
            json.EnumerateRunes().Where(HiddenCharacters.Include).Select(Name).Should().BeEmpty();
            JsonSerializer.Deserialize(json, WireJson.Default.String).Should().Be(text);
        }
    }

    private static IEnumerable<Rune> EveryCharacter() => Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value));

    private static string Reply(string text) => new ShownText(keepsLines: true).Next(text);

    private static string Name(Rune character) => $"U+{character.Value:X4}";
}
