using System.Text.Json;
using CsCheck;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Tests.Contract;

/// <summary>A reply's text on the wire is the JSON string that it would be as one string.</summary>
public sealed class ReplyTextConverterTests
{
    [Fact]
    public void A_text_in_pieces_is_written_as_one_string()
    {
        string[] words = ["a", "é", "€", "😀", "\n", "\"", "\\", "<b>", "\u0001", "a longer piece of plain text "];
        Gen.Select(Gen.Int[0, words.Length - 1].Select(at => words[at]).Array[0, 30], Gen.Int[1, 400])
            .Sample(
                (pieces, repeats) =>
                {
                    var text = string.Concat(Enumerable.Repeat(string.Concat(pieces), repeats));
                    var builder = new ReplyTextBuilder();
                    foreach (var piece in Enumerable.Repeat(string.Concat(pieces), repeats))
                    {
                        builder.Append(piece);
                    }

                    var json = JsonSerializer.Serialize(builder.Build(), WireJson.Default.ReplyText);

                    json.Should().Be(JsonSerializer.Serialize(text, WireJson.Default.String));
                    JsonSerializer.Deserialize(json, WireJson.Default.ReplyText)!.ToString().Should().Be(text);
                    builder.Length.Should().Be(System.Text.Encoding.UTF8.GetByteCount(text));
                },
                iter: 50
            );
    }
}
