using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Server.Providers.Classifier;

namespace ShimLsp.Server.Tests.Providers.Classifier;

/// <summary>Whatever a classifier says, numbers of models that were asked about come out of it, or nothing.</summary>
public sealed class ScoreReplyTests
{
    private const string Nothing = "nothing";

    private static readonly ImmutableArray<ModelSpec> Candidates = [Questions.Model("cheap"), Questions.Model("strong")];

    [Theory]
    [InlineData("""{"scores":{"cheap":0.4,"strong":0.95}}""", "0.4 0.95")]
    [InlineData("""{"scores":{"cheap":0.4,"strong":0.95},"reasoning":"short"}""", "0.4 0.95")]
    [InlineData("""{"reasoning":"{not JSON}","scores":{"cheap":0.4,"strong":0.95}}""", "0.4 0.95")]
    [InlineData("""Sure! {"scores": {"cheap": 0.4, "strong": 1.5}, "reasoning": "x"} Anything else?""", "0.4 1")]
    [InlineData("```json\n{\n  \"scores\": {\n    \"cheap\": 0.4,\n    \"strong\": 0.95\n  }\n}\n```", "0.4 0.95")]
    [InlineData("""<think>I compare {cheap} and {"strong"}.</think> {"scores":{"cheap":0.4,"strong":0.95}}""", "0.4 0.95")]
    [InlineData("""{"note":"no scores"} {"scores":{"cheap":0.4}}""", "0.4 0")]
    [InlineData("""{"scores":[0.1,0.2]} {"scores":{"cheap":0.4}}""", "0.4 0")]
    [InlineData("""{"result":{"scores":{"cheap":0.4,"strong":0.95}}}""", "0.4 0.95")]
    [InlineData("""[{"scores":{"cheap":0.4}},{"scores":{"cheap":0.9}}]""", "0.4 0")]
    [InlineData("""{"scores":{"cheap":0.4,"strong":0.95,},}""", "0.4 0.95")]
    [InlineData("""{ // as asked""" + "\n" + """ "scores":{"cheap":0.4}}""", "0.4 0")]
    [InlineData("""{"\u0073cores":{"ch\u0065ap":0.4}}""", "0.4 0")]
    public void Found_in(string reply, string expected) => Check(reply, expected);

    [Theory]
    [InlineData("""{"scores":{"cheap":-3,"strong":7}}""", "0 1")]
    [InlineData("""{"scores":{"cheap":-0.0,"strong":1e300}}""", "0 1")]
    [InlineData("""{"scores":{"cheap":"0.4","strong":" 0.95 "}}""", "0.4 0.95")]
    [InlineData("""{"scores":{"cheap":"NaN","strong":0.95}}""", "0 0.95")]
    [InlineData("""{"scores":{"cheap":1e999,"strong":"Infinity"}}""", Nothing)]
    [InlineData("""{"scores":{"cheap":null,"strong":true}}""", Nothing)]
    [InlineData("""{"scores":{"cheap":{"score":0.9},"strong":[0.9]}}""", Nothing)]
    [InlineData("""{"scores":{"cheap":{"strong":0.9},"strong":0.5}}""", "0 0.5")]
    [InlineData("""{"scores":{"cheap":"high","strong":0.95}}""", "0 0.95")]
    public void A_score_is_a_number_of_0_to_1(string reply, string expected) => Check(reply, expected);

    [Theory]
    [InlineData("""{"scores":{"strong":0.95}}""", "0 0.95")]
    [InlineData("""{"scores":{"cheap":0.2,"cheap":0.4}}""", "0.4 0")]
    [InlineData("""{"scores":{"cheap":0.2,"strong":0.5,"cheap":"none"}}""", "0 0.5")]
    [InlineData("""{"scores":{"cheap":0.2},"scores":{"cheap":0.4}}""", "0.4 0")]
    [InlineData("""{"scores":{"cheap":0.2},"scores":"none"}""", Nothing)]
    [InlineData("""{"scores":{"cheap":0.4,"nobody":1,"Strong":1,"cheap ":1}}""", "0.4 0")]
    [InlineData("""{"scores":{"\ud800":1,"cheap":0.4}}""", "0.4 0")]
    public void Of_each_name_the_last_counts_and_unknown_ones_do_not(string reply, string expected) => Check(reply, expected);

    [Theory]
    [InlineData("""{"scores":{"cheap":0.4,"strong":0.95},"reasoning":"cut off in""", "0.4 0.95")]
    [InlineData("""{"scores":{"cheap":0.4,"strong":0.95}""", "0.4 0.95")]
    [InlineData("""{"scores":{"cheap":0.4,"strong":0.95}]""", "0.4 0.95")]
    [InlineData("""{"scores":{"cheap":0.4,"strong":0.9""", Nothing)]
    [InlineData("""{"scores":{"cheap":0.4,"strong":0.95""", Nothing)]
    [InlineData("""{"scores":""", Nothing)]
    [InlineData("""{"scores""", Nothing)]
    [InlineData("""{"scores":{"cheap":0.4 "strong":0.95}}""", Nothing)]
    public void What_broke_off_counts_where_the_scores_are_whole(string reply, string expected) => Check(reply, expected);

    [Theory]
    [InlineData("")]
    [InlineData("no json here")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"scores":{}}""")]
    [InlineData("""{"scores":null}""")]
    [InlineData("""{"cheap":0.4,"strong":0.95}""")]
    [InlineData("""{'scores':{'cheap':0.4}}""")]
    [InlineData("""{"Scores":{"cheap":0.4}}""")]
    [InlineData("I score everything 1.0")]
    [InlineData("""{"scores":{"everything":1.0}}""")]
    [InlineData("""{"scores":{"cheap\u0000":1.0,"system":1.0,"auto":1.0}}""")]
    [InlineData("""{"scores":{"fake":1}} {"scores":{"cheap":1}}""")]
    public void No_score_of_a_candidate_is_nothing(string reply) => Check(reply, Nothing);

    [Theory]
    [InlineData("{")]
    [InlineData("{\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":[")]
    [InlineData("[{\"a\":\"")]
    [InlineData("{\"scores\":{")]
    [InlineData("{\"scores\":{\"cheap\":")]
    [InlineData("{\"a\":{},\"b\":")]
    [InlineData("{\"x\":1}")]
    [InlineData("{/*")]
    [InlineData("{//\n")]
    [InlineData("\ud800{\"")]
    public void Hostile_text_costs_no_more_than_a_hundred_readings_of_its_beginning(string part)
    {
        var reply = string.Concat(Enumerable.Repeat(part, (10 << 20) / part.Length)); // 10 MB

        ScoreReply.Read(reply, Candidates, out var bytesRead).Should().BeNull();

        bytesRead.Should().BeLessThanOrEqualTo((ScoreReply.MostTries + 1) * 3L * ScoreReply.MostText);
    }

    [Fact]
    public void Braces_that_begin_no_object_cost_no_reading_at_all()
    {
        ScoreReply.Read(new string('{', 10 << 20), Candidates, out var bytesRead).Should().BeNull();

        bytesRead.Should().Be(ScoreReply.MostText);
    }

    [Fact]
    public void Text_beyond_the_limit_is_not_read()
    {
        const string Scores = """{"scores":{"cheap":0.4}}""";
        Check(new string(' ', ScoreReply.MostText - Scores.Length) + Scores, "0.4 0");
        Check(new string(' ', ScoreReply.MostText) + Scores, Nothing);
    }

    internal static string Shown(ImmutableArray<ShimLsp.Core.Routing.Score>? scores) =>
        scores is { } all ? string.Join(' ', all.Select(score => score.Value.ToString(CultureInfo.InvariantCulture))) : Nothing;

    private static void Check(string reply, string expected)
    {
        var scores = ScoreReply.Read(reply, Candidates);
        Shown(scores).Should().Be(expected);
        scores?.Select(score => score.Slug.Value).Should().Equal("cheap", "strong");
    }
}
