using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Server.Providers.Classifier;

namespace ShimLsp.Server.Tests.Providers.Classifier;

/// <summary>Of any text: no exception, no more than the bound of work, and no score outside 0..1.</summary>
public sealed class ScoreReplyPropertyTests
{
    private static readonly ImmutableArray<ModelSpec> Candidates = [Questions.Model("a"), Questions.Model("b")];

    private static readonly ImmutableArray<string> Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "\"scores\"",
        "\"a\"",
        "\"b\"",
        "\"scores\":{",
        "\"a\":",
        "0.5",
        "-1",
        "1e999",
        "NaN",
        "null",
        "\"0.7\"",
        "\\",
        "\\u0073",
        "\\ud800",
        "\ud800",
        "//",
        "/*",
        "*/",
        "\n",
        " ",
        "```json\n",
        "```",
        "true",
        "\u2028",
        "é",
    ];

    [Fact]
    public void Any_text_gives_scores_or_nothing() =>
        Gen.OneOf(Gen.OneOf<string>([.. Pieces]).Array[0, 40].Select(string.Concat), Gen.String[0, 60])
            .Sample(
                reply =>
                {
                    var scores = ScoreReply.Read(reply, Candidates, out var bytesRead);

                    bytesRead.Should().BeLessThanOrEqualTo((ScoreReply.MostTries + 1) * 3L * reply.Length);
                    if (scores is { } given)
                    {
                        given.Select(score => score.Slug.Value).Should().Equal("a", "b");
                        given.Should().OnlyContain(score => score.Value >= 0 && score.Value <= 1);
                    }
                },
                iter: 20_000
            );

    [Fact]
    public void Written_scores_are_read_whatever_surrounds_them() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.String[0, 20], Gen.String[0, 20])
            .Sample(
                (a, b, before, after) =>
                {
                    var written = new JsonObject
                    {
                        ["scores"] = new JsonObject { ["a"] = a, ["b"] = b },
                    }.ToJsonString();

                    var scores = ScoreReply.Read($"{before.Replace('{', '(')}{written}{after}", Candidates);

                    scores!.Value.Select(score => score.Value).Should().Equal(a, b);
                },
                iter: 5_000
            );

    [Fact]
    public void It_agrees_with_a_plain_reader_if_the_reply_is_one_object() =>
        Gen.Select(Gen.OneOf("a", "b", "c").Array[0, 5], Gen.Double[-2, 3].Array[5])
            .Sample(
                (names, numbers) =>
                {
                    var members = names.Select(
                        (name, at) => $"\"{name}\":{JsonSerializer.Serialize(numbers[at], PlainJson.Default.Double)}"
                    );
                    var expected = names
                        .Zip(numbers)
                        .GroupBy(pair => pair.First, pair => Math.Clamp(pair.Second, 0, 1))
                        .ToDictionary(group => group.Key, group => group.Last());

                    var scores = ScoreReply.Read($"{{\"scores\":{{{string.Join(',', members)}}}}}", Candidates);

                    if (expected.ContainsKey("a") || expected.ContainsKey("b"))
                    {
                        scores!
                            .Value.Select(score => score.Value)
                            .Should()
                            .Equal(expected.GetValueOrDefault("a"), expected.GetValueOrDefault("b"));
                    }
                    else
                    {
                        scores.Should().BeNull();
                    }
                },
                iter: 5_000
            );
}

[System.Text.Json.Serialization.JsonSerializable(typeof(double))]
internal sealed partial class PlainJson : System.Text.Json.Serialization.JsonSerializerContext;
