using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>References in <c>extra_headers</c>. No reference is ever sent as it is written.</summary>
public class CatalogHeadersTests
{
    [Theory]
    [InlineData("plain", "plain", "")]
    [InlineData("", "", "")]
    [InlineData("${env:A}", "<${env:A}>", "${env:A}")]
    [InlineData("${A}", "<${env:A}>", "${env:A}")]
    [InlineData("Bearer ${env:A}", "Bearer <${env:A}>", "${env:A}")]
    [InlineData("${env:A}:${secret:b}.", "<${env:A}>:<${secret:b}>.", "${env:A} ${secret:b}")]
    [InlineData("x ${file:~/a key} y", "x <${file:~/a key}> y", "${file:~/a key}")]
    [InlineData("{\\\"a\\\": \\\"${env:A}\\\"}", "{\"a\": \"<${env:A}>\"}", "${env:A}")]
    [InlineData("$", "$", "")]
    [InlineData("$5 {x} 100% env:prod", "$5 {x} 100% env:prod", "")]
    [InlineData("API_KEY", "API_KEY", "")]
    public void A_value_is_text_with_references_inside(string written, string expanded, string references)
    {
        var model = CleanModel(Row(written));
        var value = model.ExtraHeaders["x-key"];

        value.Expand(reference => $"<{reference}>").Should().Be(expanded);
        string.Join(' ', value.References).Should().Be(references);
        model.References.Should().Equal(value.References);
    }

    [Theory]
    [InlineData("$A")]
    [InlineData("Bearer $A")]
    [InlineData("Bearer {env:A}")]
    [InlineData("Bearer os.environ/A")]
    [InlineData("%A%")]
    [InlineData("{{A}}")]
    [InlineData("Bearer %A%")]
    public void Another_tools_reference_is_read_with_a_warning_that_shows_ours(string written)
    {
        var parse = Problems(Row(written, mark: "»"), "warning invalidCredential [0].extra_headers.X-Key");

        parse.Problems[0].Message.Should().Contain("\"${env:A}\"");
        parse
            .Catalog!.Models[0]
            .ExtraHeaders["X-Key"]
            .Expand(_ => "k")
            .Should()
            .Be(written.StartsWith("Bearer", StringComparison.Ordinal) ? "Bearer k" : "k");
    }

    [Theory]
    [InlineData("${env:}")]
    [InlineData("${}")]
    [InlineData("Bearer ${env:A")]
    [InlineData("${env:A} ${env:1}")]
    [InlineData("${input:token}")]
    [InlineData("${ENV:A}")]
    [InlineData("${env:A:-x}")]
    [InlineData("a ${ b")]
    public void A_malformed_reference_costs_the_row_its_credentials_and_is_never_sent(string written)
    {
        var parse = Problems(Row(written, mark: "»"), "error invalidCredential [0].extra_headers.X-Key");

        var model = parse.Catalog!.Models.Should().ContainSingle().Subject;
        model.References.Should().Equal(CredentialReference.Malformed);
        model.ExtraHeaders["X-Key"].Expand(_ => null).Should().BeNull();
    }

    [Fact]
    public void A_value_with_a_missing_reference_has_no_text() =>
        CleanModel(Row("${env:A} ${env:B}"))
            .ExtraHeaders["X-Key"]
            .Expand(reference => reference.Name == "A" ? "a" : null)
            .Should()
            .BeNull();

    [Theory]
    [InlineData("CANARY", "literal")]
    [InlineData("CANARY ${env:A} CANARY ${secret:b}", "${env:A} ${secret:b}")]
    public void Only_references_are_printed(string written, string expected) =>
        CleanModel(Row(written)).ExtraHeaders["X-Key"].ToString().Should().Be(expected);

    [Theory]
    [InlineData("\"api_key\": \"${env:A}\"", "\"api_key\": \"${env:A}\", \"cost\": 2", true)]
    [InlineData("\"api_key\": \"sk\"", "\"api_key\": \"sk\"", true)]
    [InlineData("\"api_key\": \"${env:A}\"", "\"api_key\": \"${env:B}\"", false)]
    [InlineData("\"api_key\": \"${env:A}\"", "\"api_key\": \"${file:A}\"", false)]
    [InlineData("\"extra_headers\": { \"X\": \"a ${env:A}\" }", "\"extra_headers\": { \"X\": \"a ${env:A}\" }, \"cost\": 2", true)]
    [InlineData("\"extra_headers\": { \"X\": \"a ${env:A}\" }", "\"extra_headers\": { \"X\": \"b ${env:A}\" }", false)]
    [InlineData("\"extra_headers\": { \"X\": \"a ${env:A}\" }", "\"extra_headers\": { \"X\": \"a ${env:B}\" }", false)]
    [InlineData("\"extra_headers\": { \"X\": \"a\" }", "\"cost\": 2", false)]
    [InlineData("\"cost\": 1", "\"base_url\": \"https://other/v1\"", false)]
    [InlineData("\"cost\": 1", "\"omit\": [\"seed\"]", true)]
    [InlineData("\"cost\": 1", "\"wire\": \"responses\"", false)]
    [InlineData("\"cost\": 1", "\"wire\": \"chat\"", true)]
    public void A_row_that_is_read_anew_asks_as_before_if_it_sends_the_same_to_the_same_place(string before, string after, bool same) =>
        Only(before).AsksAs(Only(after)).Should().Be(same);

    private static ModelSpec Only(string fields) => Parse($$"""[{ "model": "m", "provider": "ollama", {{fields}} }]""").Catalog!.Models[0];

    private static string Row(string written, string mark = "") =>
        $$"""[{ "model": "m", "provider": "ollama", "extra_headers": { "X-Key": {{mark}}"{{written}}" } }]""";
}
