using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>What a model says reaches a client of every shape.</summary>
public sealed class ShapeTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public static TheoryData<string, string, bool> Ways => WorkWorld.Ways;

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Thoughts_text_parallel_calls_and_usage(string client, string model, bool streams)
    {
        Answers(
            model,
            (Answer.Says("Hello ", "😀 ", "you") with { Thoughts = ["Let me ", "see."] })
                .Calls("toolu_01ABC", "open", "{\"path\":", "\"ä.py\"}")
                .Calls("call_2", "list", "{}")
                .Takes(input: 40, output: 12, cached: 30)
        );

        var heard = await world.HearAsync(client, model, streams);

        heard.Text.Should().Be("Hello 😀 you");
        heard.Thoughts.Should().Be("Let me see.");
        heard.Calls.Should().Equal("toolu_01ABC open {\"path\":\"ä.py\"}", "call_2 list {}");
        heard.Stop.Should().Be("tool_calls");
        heard.Usage.Should().Be((40, 30, 12));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_reply_that_is_cut_short_says_so(string client, string model, bool streams)
    {
        Answers(model, Answer.Says("One, two, ").FinishesWith("length"));

        var heard = await world.HearAsync(client, model, streams);

        (heard.Text, heard.Stop).Should().Be(("One, two, ", "length"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_reply_that_a_filter_ended_says_so(string client, string model, bool streams)
    {
        Answers(model, Answer.Says("I will not ").FinishesWith("content_filter"));

        var heard = await world.HearAsync(client, model, streams);

        (heard.Text, heard.Stop).Should().Be(("I will not ", "content_filter"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_reply_that_says_nothing_still_ends(string client, string model, bool streams)
    {
        Answers(model, Answer.Says());

        var heard = await world.HearAsync(client, model, streams); // a client that gets no end asks again, for ever

        (heard.Text, heard.Stop).Should().Be(("", "stop"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_headers_say_who_answered_and_none_alarms_Codex(string client, string model, bool streams)
    {
        Answers(model, Answer.Says("Hi").WithHeader("openai-model", "m-other"));

        var reply = await world.SendAsync(client, WorkWorld.Body(client, model, streams));

        reply.Headers["x-shim-model"].Should().Be(model);
        reply.Headers["x-shim-source"].Should().Be("pinned");
        reply.Headers.Should().ContainKey("x-shim-decision").And.NotContainKey("openai-model");
        Heard.Of(client, streams, reply.Body).Model.Should().Be(model);
    }

    private void Answers(string model, params Answer[] answers) => world.Upstream["m-" + model].Answers([.. answers]);
}
