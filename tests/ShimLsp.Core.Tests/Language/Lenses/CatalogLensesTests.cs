using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Lenses;

namespace ShimLsp.Core.Tests.Language.Lenses;

/// <summary>What is shown above which line: <c>line: kind slug</c>.</summary>
public class CatalogLensesTests
{
    private static readonly CatalogFacts Facts = new()
    {
        IsInForce = true,
        ActiveSlug = "a",
        AutoSlug = "auto",
        Models = new Dictionary<string, ModelFacts>
        {
            ["a"] = new() { HasKey = true },
            ["b"] = new(),
            ["keyless"] = new() { HasKey = false },
            ["llama3"] = new(),
        },
    };

    private const string Text = """
        { "models": [
          { "slug": "a", "model": "m", "provider": "ollama" },
          { "slug": "b",
            "model": "n", "provider": "ollama" }, { "slug": "keyless", "model": "k", "provider": "ollama" },
          "llama3",
          { "slug": "unsaved", "model": "u", "provider": "ollama" },
          { "slug": "b", "model": "left out" }
          ],
          "router": { "threshold": 0.5 } }
        """;

    [Fact]
    public void Each_row_in_force_can_be_used_and_tried() =>
        Check(
            Text,
            Facts,
            "1: Active a, 1: Probe a, 2: Use b, 2: Probe b, 3: NoKey keyless, 4: Use llama3, 4: Probe llama3, 8: UseAuto auto"
        );

    [Fact]
    public void Auto_is_marked_if_it_is_active() =>
        Check(
            """{ "models": ["llama3"], "router": {} }""",
            Facts with
            {
                ActiveSlug = "auto",
            },
            "0: Use llama3, 0: Probe llama3, 0: Active auto"
        );

    [Fact]
    public void An_active_row_without_its_key_says_both() =>
        Check(
            """[{ "slug": "keyless", "model": "k", "provider": "ollama" }]""",
            Facts with
            {
                ActiveSlug = "keyless",
            },
            "0: Active keyless, 0: NoKey keyless"
        );

    [Theory]
    [InlineData(null)]
    [InlineData("smart")]
    public void Auto_has_none_if_it_is_off_or_has_another_name_in_force(string? auto) =>
        Check("""{ "models": [], "router": {} }""", Facts with { AutoSlug = auto }, "");

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void A_file_that_is_not_in_force_has_none(bool? isInForce) => Check(Text, Facts with { IsInForce = isInForce }, "");

    private static void Check(string text, CatalogFacts facts, string expected)
    {
        var document = CatalogDocument.Read(text);
        string.Join(
                ", ",
                CatalogLenses.Of(document, facts).Select(lens => $"{document.Lines.LineOf(lens.Span.Start)}: {lens.Kind} {lens.Slug}")
            )
            .Should()
            .Be(expected);
        CatalogLenses
            .Of(document, facts)
            .All(lens => document.Lines.LineOf(lens.Span.Start) == document.Lines.LineOf(lens.Span.End))
            .Should()
            .BeTrue("a lens is above one line");
    }
}
