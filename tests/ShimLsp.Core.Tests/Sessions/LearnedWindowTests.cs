using ShimLsp.Core.Caching;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>A model that refused a turn and told its context window is not asked for a longer one.</summary>
public sealed class LearnedWindowTests : ChatTable
{
    private static ChatRequest Long { get; } = Saying(new string('x', 8_000)); // about 2000 tokens

    [Theory]
    [InlineData("400/contextLength/1000", "mid:200")]
    [InlineData("413/contextLength/1000", "mid:200")]
    [InlineData("400/contextLength/100000", "cheap:400 mid:200")] // it is not longer than that by our count
    [InlineData("400/contextLength", "cheap:400 mid:200")] // it told nothing
    [InlineData("400/contextLength/0", "cheap:400 mid:200")] // nor this
    public async Task It_is_left_out_for_a_longer_request(string refusal, string expected)
    {
        Script($"cheap {refusal}");
        (await Attempts(Long)).Should().Be($"cheap:{refusal[..3]} mid:200");

        (await Attempts(Long)).Should().Be(expected);
    }

    [Fact]
    public async Task It_is_asked_for_a_shorter_one()
    {
        await Learn();
        Script("cheap 200");

        (await Attempts(Easy)).Should().Be("cheap:200");
    }

    [Fact]
    public async Task The_decision_says_so()
    {
        await Learn();

        var decision = await Test.DecideAsync(new RouteRequest { Task = new string('x', 8_000) });

        decision.Model.Slug.Value.Should().Be("mid");
        decision.Candidates[^1].Should().BeEquivalentTo(new { Slug = new { Value = "cheap" }, Rejection = Rejection.ContextTooSmall });
    }

    [Fact]
    public async Task A_window_that_the_row_states_smaller_holds()
    {
        Test = new("cheap  cost 1  context 1000\nmid  cost 3");
        Script("cheap 400/contextLength/100000");
        await Attempts(Easy);
        Script("cheap 200");

        (await Attempts(Long)).Should().Be("mid:200");
    }

    [Theory]
    [InlineData("catalog", "cheap:200")]
    [InlineData("credential", "cheap:200")]
    [InlineData("configure", "cheap:200")]
    [InlineData("switch", "mid:200")]
    [InlineData("invalidate", "mid:200")]
    public async Task It_is_known_until_the_catalog_a_key_or_the_settings_change(string change, string expected)
    {
        await Learn();
        Script("cheap 200");

        switch (change)
        {
            case "catalog":
                Test.Session.Adopt(Test.State, InvalidationCause.CatalogChanged);
                break;
            case "credential":
                Test.Session.Adopt(Test.State, InvalidationCause.CredentialChanged);
                break;
            case "configure":
                Test.Configure(ShimSettings.Empty);
                break;
            case "switch":
                Test.Session.Switch(new("auto"));
                break;
            default:
                Test.Session.Invalidate();
                break;
        }

        (await Attempts(Long)).Should().Be(expected);
    }

    private async Task Learn()
    {
        Script("cheap 400/contextLength/1000");
        (await Attempts(Long)).Should().Be("cheap:400 mid:200");
    }
}
