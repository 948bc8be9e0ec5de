using System.Text;
using CsCheck;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Tests.Models.Text;

/// <summary>Our reader and .NET's agree: on which texts are JSON, and on the tree of each that is.</summary>
public class PlatformSyntaxTests
{
    private static readonly string[] Space = ["", " ", "\n", "\r\n", "\t", "/* c */", "// c\n", "// \r", " \n  "];

    private static readonly Gen<string> Blank = Gen.Int[0, Space.Length - 1].Select(at => Space[at]);

    private static readonly string[] Words =
    [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "12345678901234567890",
        "-1.5e-7",
        "1E400",
        "123456789012345",
        "0.1",
        "\"\"",
        "\"a\"",
        "\"\\u00e9\\n\\/\\\\\\\"\"",
        "\"é🙂\\ud83d\\ude42\u0301\"",
        "\"\u007F\"",
    ];

    private static readonly Gen<string> Word = Gen.Int[0, Words.Length - 1].Select(at => Words[at]);

    private static readonly Gen<string> Name = Gen.Int[0, 4]
        .Select(at => (string[])["\"models\"", "\"model\"", "\"\"", "\"\\u006d\"", "\"naïve\""])
        .Select(names => names)
        .SelectMany(names => Gen.Int[0, 4].Select(at => names[at]));

    private static readonly Gen<string> Value = Gen.Recursive<string>(
        (depth, inner) =>
            depth > 4
                ? Word
                : Gen.Frequency(
                    (2, Word),
                    (1, Gen.Select(Blank, inner, Blank).Array[0, 4].SelectMany(items => Gen.Bool.Select(trails => List(items, trails)))),
                    (
                        1,
                        Gen.Select(Blank, Name, Blank, inner, Blank)
                            .Array[0, 4]
                            .SelectMany(members => Gen.Bool.Select(trails => Object(members, trails)))
                    )
                )
    );

    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "//",
        "/*",
        "*/",
        "\n",
        " ",
        "0",
        "-",
        "1e5",
        "true",
        "\"a\"",
        "\"a\":",
        "é",
        "\u2028",
        "\u0001",
    ];

    [Fact]
    public void Valid_texts_have_the_same_tree() =>
        Gen.Select(Blank, Value, Blank)
            .Select((before, value, after) => before + value + after)
            .Sample(text => Check(text, mustBeJson: true), iter: 5_000);

    [Fact]
    public void Any_mixture_of_pieces_is_json_for_both_or_for_neither() =>
        Gen.Int[0, Pieces.Length - 1]
            .Array[0, 12]
            .Select(pieces => string.Concat(pieces.Select(at => Pieces[at])))
            .Sample(text => Check(text), iter: 50_000);

    [Fact]
    public void The_sample_has_the_same_tree() => Check(File.ReadAllText(Repository.File("models.json")), mustBeJson: true);

    private static void Check(string text) => Check(text, mustBeJson: false);

    private static void Check(string text, bool mustBeJson)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var (root, faults) = JsonSyntaxReader.Read(bytes);
        var expected = PlatformSyntax.Of(bytes);
        Assert.True(expected is not null || !mustBeJson, "the test wrote no JSON");
        Assert.True(expected is null != faults.IsEmpty, $"{faults.Length} faults in {text}");
        if (expected is not null)
        {
            Assert.Equal(expected, PlatformSyntax.Of(root!));
        }
    }

    private static string List((string, string, string)[] items, bool trails) =>
        $"[{string.Join(',', items.Select(item => item.Item1 + item.Item2 + item.Item3))}{(trails && items.Length > 0 ? "," : "")}]";

    private static string Object((string, string, string, string, string)[] members, bool trails)
    {
        var written = members.Select(one => $"{one.Item1}{one.Item2}{one.Item3}:{one.Item4}{one.Item5}");
        return $"{{{string.Join(',', written)}{(trails && members.Length > 0 ? "," : "")}}}";
    }
}
