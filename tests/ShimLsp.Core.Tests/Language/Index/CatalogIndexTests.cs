using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Language.Index;

public class CatalogIndexTests
{
    [Theory]
    [InlineData("""{ "models": [{ "slug": "a", "model": "m", "provider": "ollama" }, "b c"] }""", "a b-c")]
    [InlineData("""[{ "model": "m", "provider": "ollama" }, { "model": "m", "provider": "ollama" }]""", "m m-2")]
    [InlineData("""[{ "slug": "a", "model": "m", "provider": "ollama" }, { "slug": "a", "model": "n", "provider": "ollama" }]""", "a a-2")]
    [InlineData("""[{ "model": "left out" }, { "model": "m", "provider": "ollama" }]""", "left-out m")]
    [InlineData("""[{ "slug": "s", "model": "m"  """, "s")]
    [InlineData("""{ "customModels": [{ "id": 1, "model": "A B", "provider": "ollama" }] }""", "a-b")]
    [InlineData("""{ "models": 1 }""", "")]
    [InlineData("""{ "models": [1, null, { }] }""", "model")]
    public void Rows_have_the_slugs_that_they_are_listed_by(string text, string slugs)
    {
        var index = CatalogDocument.Read(text).Index;

        string.Join(' ', index.Rows.Select(row => row.Slug)).Should().Be(slugs);
        Assert.All(
            index.Rows,
            row => Assert.True(ReferenceEquals(index.RowAt(row.Node.Start), row) && ReferenceEquals(index.RowAt(row.Node.End), row))
        );
    }

    [Theory]
    [InlineData(
        """{ "models": ["a", "b"], "router": { "default": «"a"», "classifier": «"b"», "candidates": [«"a"», { "id": «"b"» }, «"x"»]}}""",
        "Default a 0, Classifier b 1, Candidate a 0, Candidate b 1, Candidate x -"
    )]
    [InlineData(
        """{ "models": ["a"], "gateway": { "aliases": { "claude-*": «"a"», "gpt-*": [«"a"», «"auto"»] } } }""",
        "Alias a 0, Alias a 0, Alias auto -"
    )]
    [InlineData("""{ "models": [{ "slug": "s", "model": "m" }], "router": { "default": «"m"» } }""", "Default m 0")]
    [InlineData("""{ "models": ["a"], "router": { "default": 1, "classifier": "", "candidates": {} } }""", "")]
    [InlineData("""{ "models": ["a"], "router": { "default": «"a"» "classifier": «"a"» """, "Default a 0, Classifier a 0")]
    public void References_are_found_with_the_row_that_they_name(string marked, string expected)
    {
        var document = CatalogDocument.Read(MarkedText.Read(marked).Text);
        var references = document.Index.References;

        string.Join(", ", references.Select(reference => $"{reference.Kind} {reference.Name} {reference.Row?.At.ToString() ?? "-"}"))
            .Should()
            .Be(expected);
        references.Select(reference => (reference.Node.Start, reference.Node.End)).Should().Equal(MarkedText.Read(marked).Spans);
    }

    [Theory]
    [InlineData("""[{ "api_key": "«${env:A}»" }]""", "${env:A}")]
    [InlineData("""[{ "apiKey": " «${secret:S}» " }]""", "${secret:S}")]
    [InlineData("""[{ "api_key": «"$NAME"» }, { "api_key_env": «"B"» }, { "api_key": «"sk-1"» }]""", "${env:NAME} ${env:B} literal")]
    [InlineData("""[{ "extra_headers": { "X": "é «${env:A}» «${file:/k}»", "Y": "plain" } }]""", "${env:A} ${file:/k}")]
    [InlineData("""[{ "extra_headers": { "X": «"\u0061 ${env:A}"» } }]""", "${env:A}")]
    [InlineData("""[{ "api_key": "${env:A" }, { "api_key": "${x:A}" }]""", "")]
    public void References_to_keys_are_found(string marked, string expected)
    {
        var document = CatalogDocument.Read(MarkedText.Read(marked).Text);
        var credentials = document.Index.Credentials;

        string.Join(' ', credentials.Select(credential => credential.Reference)).Should().Be(expected);
        credentials.Select(credential => (credential.Span.Start, credential.Span.End)).Should().Equal(MarkedText.Read(marked).Spans);
    }

    [Fact]
    public void Endpoints_are_found_in_whatever_spelling() =>
        CatalogDocument
            .Read("""[{ "base_url": "http://a" }, { "apiBase": "http://b", "slug": "b" }, { "model": "c" }]""")
            .Index.Endpoints.Select(endpoint => $"{endpoint.Address} {endpoint.Row!.At}")
            .Should()
            .Equal("http://a 0", "http://b 1");
}
