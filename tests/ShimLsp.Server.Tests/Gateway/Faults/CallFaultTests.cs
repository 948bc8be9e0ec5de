using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Gateway.Work;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Faults;

/// <summary>Calls and ends of replies, as servers get them wrong. The numbers are those of <c>docs/gateway-requests.md</c>.</summary>
public sealed class CallFaultTests : IAsyncLifetime
{
    private const string OddId = "toolu_01ABC:weird/id";

    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [Trait("Fault", "9")]
    [InlineData("chat", "messages")]
    [InlineData("messages", "chat")]
    [InlineData("responses", "chat")]
    [InlineData("responses", "messages")]
    public async Task An_odd_id_comes_as_it_was_and_one_that_is_used_twice_is_told_apart(string client, string model)
    {
        world
            .Upstream["m-" + model]
            .Answers(
                Answer.Says().Calls(OddId, "list", "{\"n\":1}").Calls(OddId, "list", "{\"n\":2}").Calls("call_2", "list", "{\"n\":3}")
            );

        var heard = await AgentRequest.Of(client, model).HearAsync(world);

        var ids = heard.Calls.Select(call => call.Split(' ')[0]).ToList();
        (ids[0], ids[2]).Should().Be((OddId, "call_2"));
        ids.Should().OnlyHaveUniqueItems();
        heard.Calls.Select(call => call[call.IndexOf(' ')..]).Should().Equal(" list {\"n\":1}", " list {\"n\":2}", " list {\"n\":3}");
    }

    [Theory]
    [Trait("Fault", "10")]
    [InlineData("messages", "0 a open {'x':|0 . . 1}|0 b list {'y':2}")]
    [InlineData("responses", "0 a open {'x':|0 . . 1}|0 b list {'y':2}")]
    [InlineData("messages", "0 a open {'x':|1 b list {'y':|0 . . 1}|1 . . 2}")]
    [InlineData("responses", "0 a open {'x':|1 b list {'y':|0 . . 1}|1 . . 2}")]
    [InlineData("messages", "0 a open {'x':|1 b list {'y':|1 . . 2}|0 . . 1}")]
    [InlineData("responses", "0 a open {'x':|1 b list {'y':|1 . . 2}|0 . . 1}")]
    [InlineData("messages", "0 a . {'x':|1 b list {'y':2}|0 . open 1}")] // the name comes late
    [InlineData("responses", "0 a . {'x':|1 b list {'y':2}|0 . open 1}")]
    public async Task Parallel_calls_stay_apart_under_one_index_and_mixed(string client, string pieces)
    {
        var chunks = pieces.Split('|').Select(piece => Chunk(piece.Split(' ')));
        const string End = """data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""";
        world.Upstream["m-chat"].Answers(Answer.Sends("text/event-stream", $"{string.Concat(chunks)}{End}\n\ndata: [DONE]\n\n"));

        var heard = await AgentRequest.Of(client, "chat", tool: "open").HearAsync(world);

        heard.Calls.Should().BeEquivalentTo("a open {\"x\":1}", "b list {\"y\":2}");
    }

    [Theory]
    [Trait("Fault", "10")]
    [InlineData("messages", "chat")]
    [InlineData("messages", "responses")]
    [InlineData("responses", "chat")]
    [InlineData("responses", "messages")]
    public async Task The_second_of_two_calls_streams_while_it_comes(string client, string model)
    {
        var gate = new Gate();
        world
            .Upstream["m-" + model]
            .Answers(Answer.Says().Calls("a", "list", "{\"x\":", "1}").Calls("b", "list", "{\"y\":", "2}").Drips(gate));
        var asked = AgentRequest.Of(client, model);

        using var response = await OpenAsync(asked, gate);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var heard = "";
        while (!heard.Contains("y\\\":", StringComparison.Ordinal))
        {
            await gate.HoldsAsync();
            heard += await reader.ReadLineAsync().WaitAsync(ShimClient.Limit) + "\n";
        }

        gate.Open();
        heard += await reader.ReadToEndAsync().WaitAsync(ShimClient.Limit);
        Heard.Of(client, streams: true, heard).Calls.Should().Equal("a list {\"x\":1}", "b list {\"y\":2}");
    }

    [Theory]
    [Trait("Fault", "20")]
    [InlineData("chat", "{'content':'Hi'}", "stop")]
    [InlineData("messages", "{'content':'Hi'}", "stop")]
    [InlineData("responses", "{'content':'Hi'}", "stop")]
    [InlineData("chat", "{'tool_calls':[{'index':0,'id':'a','function':{'name':'list','arguments':'{}'}}]}", "tool_calls")]
    [InlineData("messages", "{'tool_calls':[{'index':0,'id':'a','function':{'name':'list','arguments':'{}'}}]}", "tool_calls")]
    public async Task A_stream_that_says_no_reason_ends_with_one(string client, string delta, string stop)
    {
        var chunk = $$"""data: {"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":DELTA}]}""".Replace(
            "DELTA",
            Quoted(delta),
            StringComparison.Ordinal
        );
        world.Upstream["m-chat"].Answers(Answer.Sends("text/event-stream", $"{chunk}\n\ndata: [DONE]\n\n"));

        var heard = await AgentRequest.Of(client, "chat").HearAsync(world);

        heard.Stop.Should().Be(stop);
    }

    /// <summary>Opens the stream with two pieces let through, so that the third waits.</summary>
    private async Task<HttpResponseMessage> OpenAsync(AgentRequest asked, Gate gate)
    {
        var opening = world.OpenAsync("POST", WorkWorld.PathOf(asked.Client), asked.Body);
        gate.Pass(2);
        return await opening;
    }

    private static string Chunk(string[] piece)
    {
        var id = piece[1] == "." ? "" : $"'id':'{piece[1]}','type':'function',";
        var name = piece[2] == "." ? "" : $"'name':'{piece[2]}',";
        var arguments = piece[3] == "." ? "" : piece[3].Replace("'", "\\\"", StringComparison.Ordinal);
        var call = Quoted($"{{'index':{piece[0]},{id}'function':{{{name}'arguments':'") + arguments + Quoted("'}}");
        return $$"""data: {"choices":[{"index":0,"delta":{"tool_calls":[{{call}}]} }]}""" + "\n\n";
    }

    private static string Quoted(string text) => text.Replace('\'', '"');
}
