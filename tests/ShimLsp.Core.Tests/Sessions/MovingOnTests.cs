using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>Whom a turn goes to depends on what the refusal was about.</summary>
public sealed class MovingOnTests : ChatTable
{
    private const string Windows = """
        cheap   cost 1  score 0.9  context 8000
        same    cost 2  score 0.9  context 8000
        less    cost 3  score 0.9  context 4000
        more    cost 4  score 0.9  context 9000
        unsaid  cost 5  score 0.9
        """;

    private const string Providers = """
        cheap     cost 1  score 0.9  at http://one/v1
        neighbor  cost 2  score 0.9  at http://one/v2
        other     cost 3  score 0.9  at http://two/v1
        third     cost 4  score 0.9  at http://one:8080/v1
        """;

    [Theory]
    [InlineData("cheap 413", "cheap:413 more:200")]
    [InlineData("cheap 400/contextLength", "cheap:400 more:200")]
    [InlineData("cheap 422/contextLength", "cheap:422 more:200")]
    [InlineData("cheap 413, more 413", "cheap:413 more:413 unsaid:200")]
    [InlineData("cheap 413, more 500", "cheap:413 more:500 unsaid:200")]
    [InlineData("cheap 413, more 413, unsaid 413", "cheap:413 more:413 unsaid:413 !")]
    [InlineData("cheap 400/contextLength/3000", "cheap:400 same:200")] // it is smaller than its row says
    [InlineData("cheap 400/contextLength/8000", "cheap:400 more:200")]
    [InlineData("cheap 400/contextLength/3000, same 400/contextLength/5000", "cheap:400 same:400 more:200")]
    [InlineData("cheap 500", "cheap:500 same:200")] // not the length: any other
    public async Task A_turn_that_is_too_long_goes_only_to_a_larger_window(string script, string expected)
    {
        Test = new(Windows);
        Script(script);

        (await Attempts(Easy)).Should().Be(expected);
    }

    [Theory]
    [InlineData("cheap 400/option", "cheap:400 other:200")]
    [InlineData("cheap 422/option", "cheap:422 other:200")]
    [InlineData("cheap 400/option, other 400/option", "cheap:400 other:400 third:200")]
    [InlineData("cheap 400/option, other 400/option, third 400/option", "cheap:400 other:400 third:400 !")]
    [InlineData("cheap 400/model", "cheap:400 neighbor:200")]
    [InlineData("cheap 400", "cheap:400 !")]
    public async Task An_option_that_is_refused_goes_only_to_another_provider(string script, string expected)
    {
        Test = new(Providers);
        Script(script);

        (await Attempts(Easy)).Should().Be(expected);
    }

    [Theory]
    [InlineData("403")]
    [InlineData("403/content")]
    [InlineData("400/content")]
    public async Task A_task_whose_content_was_refused_does_not_go_to_that_model_again_and_another_task_does(string refusal)
    {
        var asked = $"cheap:{refusal[..3]} mid:200";
        Script($"cheap {refusal}");
        (await Attempts(Easy)).Should().Be(asked);

        (await Attempts(Easy)).Should().Be("mid:200", "it is the same task");
        (await Attempts(Saying("another"))).Should().Be(asked, "it is not that one");
        Script("cheap 200");
        (await Attempts(Saying("a third"))).Should().Be("cheap:200");
    }

    [Fact]
    public async Task A_task_that_every_model_refused_is_tried_again()
    {
        Test = new("only  cost 1  score 0.9");
        Script("only 403/content");
        (await Attempts(Easy)).Should().Be("only:403 !");
        (await Attempts(Easy)).Should().Be("only:403 !", "there is no other");
    }
}
