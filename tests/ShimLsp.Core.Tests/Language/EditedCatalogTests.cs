using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Completion;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Hover;
using ShimLsp.Core.Language.Lenses;
using ShimLsp.Core.Language.Navigation;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Language;

/// <summary>Catalogs while somebody types: whatever 100,000 seeded edits leave has a tree with places inside it.</summary>
public class EditedCatalogTests
{
    private const int EditsEach = 12_500;

    private static readonly string[] Shapes =
    [
        File.ReadAllText(Repository.File("models.json")),
        """{ "models": [{ "slug": "a", "model": "m", "provider": "openai", "api_key": "${env:A}", "card": "é🙂e\u0301" }, "b"] }""",
        "[\r\n  { \"model\": \"m\", // c\r\n    \"provider\": \"ollama\",\r\n"
            + "    \"extra_headers\": { \"X\": \"a ${env:B}\" } },\r\n  \"🙂\",\r\n]\r\n",
        "{ \"customModels\": [\r{ \"model\": \"m\", \"apiBase\": \"http://h\" }],\r"
            + " \"router\": { \"default\": \"m\", /* x */ \"candidates\": [\"m\", { \"id\": \"m\" }] } }",
        """{ "models": ["a"], "gateway": { "aliases": { "x": ["a", "auto"], "y": "a" } }, "router": { "slug": "auto" } }""",
        """[{ "model": "\ud83d\ude42\n\\\"", "provider": "ollama", "pricing": { "input": 1e0, "output": -0.5 }, "strength": null }]""",
        "{}",
        "[[[[[[{\"a\":[{\"b\":[{\"c\":1}]}]}]]]]]]",
    ];

    private static readonly string[] Insertions =
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "'",
        "\\",
        "\\u12",
        "//",
        "/*",
        "*/",
        "\n",
        "\r",
        "\r\n",
        " ",
        "0",
        "-",
        "e5",
        "true",
        "nul",
        "\"slug\": ",
        "\"router\": {",
        "é",
        "🙂",
        "\u0301",
        "\uFEFF",
        "\0",
        "${env:",
        "slug",
        "\ud800",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Shapes.Length)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Edits_of_a_valid_catalog_never_break_the_reader(int seed)
    {
        var random = new Random(seed);
        var whole = CatalogDocument.Read(Shapes[seed]);
        var document = whole;
        for (var edit = 0; edit < EditsEach; edit++)
        {
            // After some edits one starts again: a text that is edited for long is noise, and noise is not what people type.
            document = Edited(edit % 25 == 0 ? whole : document, random);
            Check(document, random);
        }
    }

    /// <summary>Deletes, inserts or swaps bytes, as an editor's change or as whatever a file may hold.</summary>
    private static CatalogDocument Edited(CatalogDocument document, Random random)
    {
        var length = document.Text.Length;
        var (one, other) = (random.Next(length + 1), random.Next(length + 1));
        switch (random.Next(4))
        {
            case 0:
                return document.Edit(Place(one), Place(Math.Min(one + random.Next(8), length)), "", PositionEncoding.Utf16);
            case 1 or 2:
                return document.Edit(Place(one), Place(one), Insertions[random.Next(Insertions.Length)], PositionEncoding.Utf16);
            default:
                var bytes = document.Text.ToArray();
                if (one < length && other < length)
                {
                    (bytes[one], bytes[other]) = (bytes[other], bytes[one]);
                }

                return CatalogDocument.Read(bytes);
        }

        TextPosition Place(int offset) => document.Lines.PositionOf(offset);
    }

    private static void Check(CatalogDocument document, Random random)
    {
        var length = document.Text.Length;
        var isUtf8 = System.Text.Unicode.Utf8.IsValid(document.Text.Span);
        foreach (var fault in document.Faults)
        {
            Assert.True(fault.Start >= 0 && fault.Start <= fault.End && fault.End <= length, $"{fault} in {length}");
        }

        foreach (var problem in CatalogDiagnostics.Of(document, CatalogFacts.None))
        {
            var (start, end) = problem.Span!.Value;
            Assert.True(start >= 0 && start <= end && end <= length, $"{problem.Code} {start} {end} in {length}");
            Assert.True(!isUtf8 || document.Lines.PositionOf(start) == new TextPosition(problem.Line!.Value, problem.Column!.Value));
        }

        Assert.Equal(document.IsWhole && document.Parse.Catalog is not null, CatalogParser.Parse(document.Text.Span).Catalog is not null);
        CheckAnswers(document, random.Next(length + 1));
        var place = SyntaxPlace.At(document, random.Next(length + 1));
        Assert.True(place.Token.Start >= 0 && place.Token.Start <= place.Token.End && place.Token.End <= length);
        Assert.True(document.Index.References.All(reference => reference.Node.End <= length));
        Assert.True(document.Index.Credentials.All(credential => credential.Span.End <= length));
        if (isUtf8)
        {
            var offset = random.Next(length + 1);
            var position = document.Lines.PositionOf(offset);
            var start = document.Lines.OffsetOf(position);
            Assert.InRange(start, Math.Max(0, offset - 3), offset);
            Assert.Equal(position, document.Lines.PositionOf(start));
            Assert.Equal(start, document.Lines.OffsetOf(document.Lines.PositionOf(start, PositionEncoding.Utf8), PositionEncoding.Utf8));
        }
    }

    /// <summary>What an editor asks at a place.</summary>
    private static void CheckAnswers(CatalogDocument document, int offset)
    {
        var length = document.Text.Length;
        var rows = document.Index.Rows.DistinctBy(row => row.Slug).ToDictionary(row => row.Slug, _ => new ModelFacts());
        var facts = new CatalogFacts
        {
            IsInForce = true,
            AutoSlug = "auto",
            Models = rows,
        };
        foreach (var entry in CatalogCompletion.At(document, offset, facts, withFields: true))
        {
            IsInside(entry.Replaced);
            Assert.True(entry.Replaced.Start <= offset && offset <= entry.Replaced.End, $"{entry.Label} {entry.Replaced} at {offset}");
        }

        if (CatalogHover.At(document, offset, facts, withFields: true) is { } hover)
        {
            IsInside(hover.Span);
        }

        Assert.All(CatalogNavigation.UsesAt(document, offset), use => IsInside(use.Span));
        Assert.All(CatalogLinks.Of(document), link => IsInside(link.Span));
        Assert.All(CatalogLenses.Of(document, facts), lens => IsInside(lens.Span));
        if (CatalogRename.At(document, offset, "fresh") is RenameResult.Renamed renamed)
        {
            Assert.All(renamed.Edits, edit => IsInside(edit.Span));
            Assert.True(document.Apply(renamed.Edits).IsWhole);
        }

        void IsInside(TextSpan span) => Assert.True(span.Start >= 0 && span.Start <= span.End && span.End <= length, $"{span} in {length}");
    }
}
