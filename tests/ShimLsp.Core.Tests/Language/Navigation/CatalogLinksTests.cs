using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Navigation;

namespace ShimLsp.Core.Tests.Language.Navigation;

/// <summary>What opens something, and what: <c>piece → target</c>.</summary>
public class CatalogLinksTests
{
    [Theory]
    [InlineData("""[{ "base_url": "https://llm.example.com/v1" }]""", "https://llm.example.com/v1 → https://llm.example.com/v1")]
    [InlineData("""[{ "apiBase": " HTTP://h:1/x " }]""", " HTTP://h:1/x  → http://h:1/x")]
    [InlineData("""[{ "api_key": "${file:~/keys/one}" }]""", "${file:~/keys/one} → file ~/keys/one")]
    [InlineData("""[{ "extra_headers": { "X": "Bearer ${file:k.txt}!" } }]""", "${file:k.txt} → file k.txt")]
    [InlineData("""{ "$schema": "./models.schema.json", "models": [] }""", "./models.schema.json → file ./models.schema.json")]
    [InlineData("""{ "$schema": "https://e.example/s.json", "models": [] }""", "https://e.example/s.json → https://e.example/s.json")]
    [InlineData("""[{ "base_url": "https://u:p@h/v1" }]""", "")] // credentials
    [InlineData("""[{ "base_url": "https://h/v1?key=1" }]""", "")] // it may be one
    [InlineData("""[{ "base_url": "https://${env:HOST}/v1" }]""", "")]
    [InlineData("""[{ "base_url": "ftp://h/v1" }, { "base_url": "h/v1" }, { "base_url": "" }]""", "")]
    [InlineData("""{ "$schema": "vscode://schemas/x", "models": [] }""", "")]
    [InlineData("""[{ "api_key": "${env:A}" }, { "api_key": "sk-live-0000000000" }]""", "")]
    public void Addresses_and_files_are_links(string text, string expected) => Check(text, expected);

    private static void Check(string text, string expected)
    {
        var document = CatalogDocument.Read(text);
        string.Join(
                " | ",
                CatalogLinks
                    .Of(document)
                    .Select(link => $"{document.TextOf(link.Span)} → {link.Address?.AbsoluteUri ?? $"file {link.Path}"}")
            )
            .Should()
            .Be(expected);
    }
}
