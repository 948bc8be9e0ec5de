using System.Text.Json;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>Which model is asked, and which one if it does not answer.</summary>
public sealed class ChatFallbackTests : ChatTable
{
    [Theory]
    [InlineData("cheap 200", "cheap:200")]
    [InlineData("cheap 401", "cheap:401 mid:200")]
    [InlineData("cheap 403", "cheap:403 mid:200")]
    [InlineData("cheap 408", "cheap:408 mid:200")]
    [InlineData("cheap 429", "cheap:429 mid:200")]
    [InlineData("cheap 500", "cheap:500 mid:200")]
    [InlineData("cheap 503", "cheap:503 mid:200")]
    [InlineData("cheap 529", "cheap:529 mid:200")]
    [InlineData("cheap timeout", "cheap:timeout mid:200")]
    [InlineData("cheap network", "cheap:network mid:200")]
    [InlineData("cheap 500, mid 429", "cheap:500 mid:429 strong:200")]
    [InlineData("cheap 500, mid 429, strong network", "cheap:500 mid:429 strong:network !")] // as many as there are candidates, and no more
    [InlineData("cheap 400", "cheap:400 !")] // the request is wrong, and would be anywhere
    [InlineData("cheap 402", "cheap:402 mid:200")]
    [InlineData("cheap 404", "cheap:404 mid:200")]
    [InlineData("cheap 409", "cheap:409 mid:200")]
    [InlineData("cheap 410", "cheap:410 mid:200")]
    [InlineData("cheap 413", "cheap:413 mid:200")]
    [InlineData("cheap 425", "cheap:425 mid:200")]
    [InlineData("cheap 405", "cheap:405 !")]
    [InlineData("cheap 422", "cheap:422 !")]
    [InlineData("cheap 307", "cheap:307 !")]
    public async Task Before_the_first_piece_the_next_best_is_asked(string script, string expected)
    {
        Script(script);

        (await Attempts(Easy)).Should().Be(expected);
    }

    [Fact]
    public async Task The_next_best_is_the_cheapest_good_enough_or_else_the_highest_score()
    {
        Script("mid 500, strong 500");

        (await Attempts(Hard)).Should().Be("mid:500 strong:500 cheap:200");
    }

    [Theory]
    [InlineData("cheap")]
    [InlineData("strong")]
    public async Task A_model_that_the_person_named_does_not_fall_back_and_is_always_tried(string slug)
    {
        Script($"{slug} 401");

        (await Attempts(Easy, slug)).Should().Be($"{slug}:401 !");
        (await Attempts(Easy, slug)).Should().Be($"{slug}:401 !", "it is tried whatever its health");
    }

    [Fact]
    public async Task The_active_model_does_not_fall_back_either()
    {
        Test.Session.Switch(new("mid"));
        Script("mid 500");

        (await Attempts(Easy)).Should().Be("mid:500 !");
    }

    [Fact]
    public async Task Auto_can_be_named_while_a_model_is_active()
    {
        Test.Session.Switch(new("strong"));

        (await Attempts(Easy, "auto")).Should().Be("cheap:200");
    }

    [Fact]
    public async Task An_unknown_name_comes_with_the_nearest()
    {
        var refused = await ChatAsync(Easy, "chaep");

        refused
            .Should()
            .BeOfType<ChatResult.NotRouted>()
            .Which.Why.Should()
            .BeOfType<RouteResult.UnknownModel>()
            .Which.Suggestions.Should()
            .Contain(new ModelSlug("cheap"));
        Test.Upstream.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_named_model_without_its_key_is_not_asked()
    {
        Test.Session.Adopt(TestSession.StateOf(Test.Session.Snapshot.Catalog, ("cheap", "no key")), InvalidationCause.CredentialChanged);

        (await ChatAsync(Easy, "cheap"))
            .Should()
            .BeOfType<ChatResult.NotRouted>()
            .Which.Why.Should()
            .BeOfType<RouteResult.NothingRoutable>()
            .Which.Candidates.Should()
            .ContainSingle()
            .Which.Rejection.Should()
            .Be(Rejection.MissingCredential);
        Test.Session.Stats().Recent.Should().BeEmpty("nothing was decided");
        (await Attempts(Easy)).Should().Be("mid:200");
    }

    [Theory]
    [InlineData(10, "small:200")]
    [InlineData(8_000, "large:200")]
    public async Task Tools_that_are_offered_count_against_the_context_window(int length, string expected)
    {
        Test = new("small  cost 1  score 0.9  context 1000\nlarge  cost 9  score 0.9");
        var tools = JsonDocument.Parse($$"""[{"name":"t","description":"{{new string('x', length)}}"}]""").RootElement;

        (await Attempts(Easy with { Tools = tools })).Should().Be(expected);
    }

    [Fact]
    public async Task A_conversation_stays_with_the_model_that_took_over()
    {
        Script("strong 500");
        await Attempts(Hard, conversation: "c"); // mid
        Script("mid 500");
        await Attempts(Hard, conversation: "c"); // strong failed too: nobody else
        Script("mid 200, strong 200");
        Test.Clock.Advance(TimeSpan.FromMinutes(1));

        (await Attempts(Hard, conversation: "c")).Should().Be("mid:200");
    }

    [Fact]
    public async Task Takeovers_are_counted()
    {
        Script("cheap 500, mid 500");
        await Attempts(Easy);

        Test.Session.Stats().Fallbacks.Should().Be(2);
    }
}
