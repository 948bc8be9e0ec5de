using System.Text;
using CsCheck;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Models;

/// <summary>Whatever the bytes: a result, with every place inside the text.</summary>
public class CatalogPropertyTests
{
    private static readonly byte[] Sample = File.ReadAllBytes(Repository.File("models.json"));

    private static readonly byte[] Crowded =
        """
        { "models": [{ "slug": "a b", "model": "m", "provider": "openai", "base_url": "https://h", "api_key": "${env:A}",
          "name": "é🙂\ud83d\ude42",
          "pricing": { "input": 1, "cachedInput": 0.1, "output": 1e3 }, "strength": 0.5, "extra_headers": { "X-A": "b" }, "cost": -1 },
          "m", 7],
          "router": { "slug": "m", "threshold": 1, "candidates": ["m", { "id": "m", "card": "c", "no_image_support": true }],
            "affinity": "none" } }
        """u8.ToArray();

    private static readonly string[] Fragments =
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
        "\r",
        " ",
        "0",
        "-1",
        "1e999",
        "0.7",
        "true",
        "null",
        "\"models\"",
        "\"model\"",
        "\"provider\"",
        "\"ollama\"",
        "\"slug\"",
        "\"router\"",
        "\"candidates\"",
        "\"pricing\"",
        "\"api_key\"",
        "\"${\"",
        "é",
        "🙂",
        "\uFEFF",
    ];

    private static readonly Gen<string> Fragment = Gen.Int[0, Fragments.Length - 1].Select(at => Fragments[at]);

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 200].Sample(Check, iter: 20_000);

    [Fact]
    public void Random_fragments_never_throw() =>
        Fragment.Array[0, 40].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))).Sample(Check, iter: 20_000);

    [Fact]
    public void Mutations_of_valid_catalogs_never_throw() =>
        Gen.Select(
                Gen.Bool.Select(first => first ? Sample : Crowded),
                Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 3], Fragment, Gen.Byte).Array[1, 5]
            )
            .Select((text, edits) => edits.Aggregate(text, (bytes, edit) => Mutate(bytes, edit.Item1, edit.Item2, edit.Item3, edit.Item4)))
            .Sample(Check, iter: 10_000);

    private static byte[] Mutate(byte[] text, int place, int kind, string fragment, byte other)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var at = place % text.Length;
        return kind switch
        {
            0 => text[..at],
            1 => [.. text[..at], .. Encoding.UTF8.GetBytes(fragment), .. text[at..]],
            2 => [.. text[..at], other, .. text[(at + 1)..]],
            _ => [.. text[..at], .. text[Math.Min(at + 1 + (other % 30), text.Length)..]],
        };
    }

    private static void Check(byte[] bytes)
    {
        var parse = CatalogParser.Parse(bytes);

        var lines = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        foreach (var problem in parse.Problems.Where(problem => problem.Code is not ("moreProblems" or "invalidUtf8")))
        {
            Assert.InRange(problem.Line!.Value, 0, lines.Length - 1);
            Assert.InRange(problem.Column!.Value, 0, lines[problem.Line.Value].Length);
        }

        if (parse.Catalog is not { } catalog)
        {
            Assert.Equal(ProblemSeverity.Error, Assert.Single(parse.Problems).Severity);
            return;
        }

        Assert.Equal(catalog.Models.Length, catalog.Models.Select(model => model.Slug).Append(catalog.Router.Slug).Distinct().Count() - 1);
        Assert.All(
            catalog.Models,
            model =>
            {
                Assert.NotEqual("", model.Slug.Value);
                Assert.True(model.BaseUrl.IsAbsoluteUri);
                Assert.True(double.IsFinite(model.Cost) && model.Cost >= 0);
            }
        );
        Assert.InRange(catalog.Router.Threshold, 0, 1);
        Assert.InRange(catalog.Router.CacheCapacity, 1, RouterSpec.MaxCacheCapacity);
        Assert.True(catalog.Router.Classifier is not { } classifier || catalog.Find(classifier) is not null);
    }
}
