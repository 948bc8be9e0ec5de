using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Completion;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Fixes;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Language.Completion;

/// <summary>
/// What an endpoint listed is proposed in each row that asks this endpoint with this key, however half typed the row is, and nowhere else.
/// At such a place the endpoint can be asked.
/// </summary>
public class ListedModelTests
{
    private const string Source = "from http://gate:81, asked 13:05";
    private const string Row = "\"provider\":\"generic-chat-completion-api\",\"base_url\":\"http://gate:81/v1\",\"api_key\":\"${env:KEY}\"";

    private static readonly ImmutableArray<ModelSpec> InForce = CatalogParser
        .Parse(
            Encoding.UTF8.GetBytes(
                $$"""
                [{"slug":"first","model":"x",{{Row}}},{"slug":"second","model":"y",{{Row}}},
                {"slug":"local","model":"z","provider":"ollama"},{"slug":"written","model":"w","provider":"openai","api_key":"sk-canary"}]
                """
            )
        )
        .Catalog!.Models;

    [Theory]
    [InlineData("[{\"model\":\"$0\",ROW}]", "big, small, sample")]
    [InlineData("[{\"model\":$0,ROW}]", "big, small, sample")]
    [InlineData("[{ROW,\"model\":\"$0", "big, small, sample")]
    [InlineData("[{\"slug\":\"new\",\"modelName\":\"$0\",ROW}]", "")] // no spelling of it
    [InlineData("[{\"model\":\"$0\",\"provider\":\"generic-chat-completion-api\",\"base_url\":\"http://gate:81/v1\"}]", "sample")]
    [InlineData("[{\"model\":\"$0\",ROW,\"api_key\":\"${env:OTHER}\"}]", "sample")]
    [InlineData("[{\"model\":\"$0\",ROW,\"base_url\":\"http://gate:82/v1\"}]", "sample")]
    [InlineData("[{\"model\":\"$0\",ROW,\"provider\":\"openai\"}]", "")]
    [InlineData("[{\"model\":\"$0\"}]", "sample")]
    [InlineData("[\"$0\"]", "")]
    public void It_is_proposed_where_it_belongs(string text, string expected) =>
        string.Join(", ", At(text, List("big", "small")).Select(entry => entry.Label)).Should().Be(expected);

    [Fact]
    public void It_says_where_it_comes_from_and_what_the_endpoint_says_of_it()
    {
        var list = new EndpointList(
            InForce[0],
            [InForce[0] with { Model = "m", DisplayName = "M", ContextWindow = 8000 }, InForce[0] with { Model = "n", DisplayName = "n" }],
            Source
        );

        At("[{\"model\":\"$0\",ROW}]", list).Take(2).Select(entry => entry.Detail).Should().Equal($"M, 8,000 tokens, {Source}", Source);
    }

    [Fact]
    public void A_model_that_the_sample_knows_too_is_proposed_once() =>
        At("[{\"model\":\"$0\",ROW}]", List("sample")).Select(entry => entry.Label).Should().Equal("sample");

    [Theory]
    [InlineData("", 500, "m0")]
    [InlineData("M99", 111, "m99")]
    [InlineData("9999", 1, "m9999")]
    [InlineData("none", 0, null)]
    public void Of_a_long_list_the_first_that_fit_are_proposed_and_the_editor_asks_again(string typed, int count, string? first)
    {
        var listed = At($"[{{\"model\":\"{typed}$0\",ROW}}]", List([.. Enumerable.Range(0, 10_000).Select(i => $"m{i}")]))
            .Where(entry => entry.IsOfLongList)
            .ToArray();

        (listed.Length, listed.FirstOrDefault()?.Label).Should().Be((count, first));
    }

    [Theory]
    [InlineData("[{\"slug\":\"second\",\"model\":\"$0\",ROW}]", "second")]
    [InlineData("[{\"slug\":\"new\",\"model\":\"$0\",ROW}]", "first")]
    [InlineData("[{\"slug\":\"new\",\"mod$0el\":\"x\",ROW}]", "first")]
    [InlineData("[{\"model\":\"x$0\",\"provider\":\"ollama\"}]", "local")]
    [InlineData("[{\"slug\":\"written\",\"model\":\"$0w\",\"provider\":\"openai\",\"api_key\":\"sk-canary\"}]", "written")]
    [InlineData("[{\"sl$0ug\":\"second\",\"model\":\"x\",ROW}]", null)]
    [InlineData("[{\"model\":\"$0\",ROW,\"base_url\":\"http://other/v1\"}]", null)]
    [InlineData("[{\"model\":\"$0\",ROW,\"api_key\":\"${env:OTHER}\"}]", null)]
    [InlineData("[{\"model\":\"$0\"}]", null)]
    [InlineData("[\"$0x\"]", null)]
    [InlineData("$0", null)]
    public void The_row_in_force_with_the_same_endpoint_and_key_can_be_asked(string text, string? slug)
    {
        var (document, offset) = Read(text);
        ListTarget.At(document, new TextSpan(offset, offset), InForce)?.Slug.Value.Should().Be(slug);
        (ListTarget.At(document, new TextSpan(offset, offset), InForce) is null).Should().Be(slug is null);
    }

    private static EndpointList List(params string[] models) =>
        new(InForce[0], [.. models.Select(model => InForce[0] with { Model = model, DisplayName = model })], Source);

    private static ImmutableArray<CompletionEntry> At(string text, EndpointList list)
    {
        var (document, offset) = Read(text);
        var facts = new CatalogFacts
        {
            Lists = [list],
            KnownModels = new(() => [InForce[0] with { Model = "sample", DisplayName = "sample" }]),
        };
        return CatalogCompletion.At(document, offset, facts, withFields: false);
    }

    private static (CatalogDocument Document, int Offset) Read(string text)
    {
        var whole = text.Replace("ROW", Row, StringComparison.Ordinal);
        var cursor = whole.IndexOf("$0", StringComparison.Ordinal);
        return (CatalogDocument.Read(whole.Remove(cursor, 2)), cursor);
    }
}
