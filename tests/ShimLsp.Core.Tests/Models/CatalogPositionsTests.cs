using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>Where each model's row starts, so that an editor can jump to it.</summary>
public class CatalogPositionsTests
{
    [Theory]
    [InlineData("""{ "models": [»{ "model": "m", "provider": "ollama" }] }""")]
    [InlineData("""[»"local", »"other"]""")]
    [InlineData("\uFEFF[»\"local\"]")]
    [InlineData("[\n  »\"local\",\n\n  »\"other\"\n]")]
    [InlineData("[\r\n  »\"local\",\r\n  »\"other\"\r\n]")]
    [InlineData("[\r  »\"local\",\r  »\"other\"\r]")]
    [InlineData("[\n/* Modèle 🤖\n */ /* é🤖 */ »\"local\"]")]
    [InlineData("""[»{ "model": "Modèle é 7b", "provider": "ollama" }, »{ "model": "🤖", "provider": "ollama" }, »"local"]""")]
    [InlineData("""[»"local", { "provider": "ollama" }, 7, »"other"]""")]
    [InlineData("""[»"local", »"local"]""")]
    [InlineData("""{ "router": { "candidates": ["b"] }, "models": [»"a", »"b"] }""")]
    public void A_model_says_where_its_row_starts(string marked) => Positions(marked);
}
