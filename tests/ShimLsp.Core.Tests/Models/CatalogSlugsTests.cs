using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>A row is written as <c>slug | model | display name</c>; an empty part is left out.</summary>
public class CatalogSlugsTests
{
    [Theory]
    [InlineData("|Phi-5 Mini", "phi-5-mini")]
    [InlineData("|qwen2.5-coder:7b", "qwen2-5-coder-7b")]
    [InlineData("|org/model__x!", "org-model-x")]
    [InlineData("|模型", "model")]
    [InlineData("|--A--", "a")]
    public void A_slug_is_made_of_the_models_name(string row, string expected) => Check(row, expected);

    [Fact]
    public void Rows_that_share_a_model_are_told_apart_by_their_display_names() =>
        Check("|m|Fast one; |m|Slow one; |n|Other", "fast-one, slow-one, n");

    [Fact]
    public void What_is_still_equal_gets_a_number() => Check("|m|A; |m|A; |M; |m|A", "a, a-2, m, a-3");

    [Fact]
    public void A_written_slug_is_kept_as_it_is_whatever_comes_before_it() => Check("|x; x|y; X|z; a/b|w", "x-2, x, X, a/b");

    [Fact]
    public void A_derived_slug_leaves_auto_to_the_router() => Check("|auto; |m", "auto-2, m");

    [Fact]
    public void A_number_that_is_taken_is_passed_over() => Check("|m; |m; m-2|y", "m, m-3, m-2");

    [Fact]
    public void A_slug_that_is_written_twice_is_kept_by_the_first_row()
    {
        var parse = Problems(
            """
            [{ "slug": "a", "model": "m", "provider": "ollama", "cost": 1 }, { "slug": »"a", "model": "n", "provider": "ollama",
                "cost": 1 }]
            """,
            "warning duplicateSlug [1].slug"
        );

        parse.Catalog!.Models.Select(model => $"{model.Slug}={model.Model}").Should().Equal("a=m", "a-2=n");
    }

    [Fact]
    public void A_model_that_is_called_auto_makes_auto_take_another_name()
    {
        var parse = Problems("""[{ "slug": »"auto", "model": "m", "provider": "ollama" }]""", "warning duplicateSlug [0].slug");

        parse.Catalog!.Models[0].Slug.Value.Should().Be("auto");
        parse.Catalog.Router.Slug.Value.Should().Be("auto-2");
    }

    private static void Check(string rows, string expected)
    {
        var written = rows.Split("; ")
            .Select(row => row.Split('|'))
            .Select(parts =>
                $$"""
                    { "provider": "ollama", "cost": 1, "slug": "{{parts[0]}}", "model": "{{parts[1]}}",
                        "display_name": "{{parts.ElementAtOrDefault(2)}}" }
                    """
            );

        Clean($"[{string.Join(",", written)}]").Models.Select(model => model.Slug.Value).Should().Equal(expected.Split(", "));
    }
}
