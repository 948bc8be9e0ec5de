using System.Text;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Rpc;

public sealed class IncomingGateTests
{
    private readonly ToyGate gate = new();

    [Fact]
    public Task Everything_passes_in_its_order() => Check("a 1:b c 2:d", delivered: ["a b c d"]);

    [Fact]
    public Task A_refused_request_is_answered_and_a_refused_notification_dropped() =>
        Check("1:no no 2:a", delivered: ["a"], answered: ["1!-32002"]);

    [Fact]
    public Task The_id_of_a_refused_request_is_free_again() => Check("1:no 1:a", delivered: ["a"], answered: ["1!-32002"]);

    [Fact]
    public async Task The_gate_is_not_asked_about_what_is_invalid()
    {
        await Check("1:a 1:b <9 [] c", delivered: ["a c"], answered: ["1!-32600", "null!-32600"]);
        gate.Asked.Should().Equal("a", "c");
    }

    [Fact]
    public Task What_follows_a_hold_waits_for_its_release_in_its_order() => Check("a hold 1:b c 2:d", delivered: ["a hold", "b c d"]);

    [Fact]
    public Task Answers_overtake_a_hold() => Check("hold 1:b <7 c", delivered: ["hold answer", "b c"], asked: "7");

    [Fact]
    public Task Exit_waits_for_no_hold_and_ends_them_all() => Check("hold 1:b hold.2 2:c exit d", delivered: ["hold b hold.2 c exit d"]);

    [Fact]
    public Task A_cancellation_of_a_request_that_runs_overtakes_a_hold() =>
        Check("1:a hold b x1", delivered: ["a hold $/cancelRequest", "b"]);

    [Fact]
    public Task A_held_request_that_is_cancelled_is_answered_at_once_and_never_delivered() =>
        Check("hold 1:b 2:c x1 d", delivered: ["hold", "c d"], answered: ["1!-32800"]);

    [Fact]
    public Task The_id_of_a_held_request_that_is_cancelled_is_free_again() =>
        Check("hold 1:b x1 1:c", delivered: ["hold", "c"], answered: ["1!-32800"]);

    [Fact]
    public Task A_cancellation_with_an_id_is_refused_in_its_turn() =>
        Check("hold 1:b 2:$/cancelRequest", delivered: ["hold", "b"], answered: ["2!-32601"]);

    [Fact]
    public Task Ids_of_held_requests_are_in_flight() => Check("hold 1:b 1:c", delivered: ["hold", "b"], answered: ["1!-32600"]);

    [Fact]
    public Task The_gate_is_asked_about_held_messages_when_they_are_delivered() =>
        Check("hold 1:no a", delivered: ["hold", "a"], answered: ["1!-32002"]);

    [Fact]
    public Task A_held_message_may_hold_again() => Check("hold a hold.2 b hold.3 c", delivered: ["hold", "a hold.2", "b hold.3", "c"]);

    [Fact]
    public Task What_is_invalid_is_answered_during_a_hold() => Check("hold a [] b", delivered: ["hold", "a b"], answered: ["null!-32600"]);

    [Fact]
    public Task Params_that_are_null_survive_a_hold() => Check("hold a?", delivered: ["hold", "a"]);

    [Fact]
    public Task At_the_end_of_the_input_what_is_held_waits_for_the_release() => Check("hold a b $", delivered: ["hold", "a b end"]);

    [Fact]
    public Task An_old_hold_released_again_does_not_end_the_next() =>
        Check("hold hold.2 a", delivered: ["hold", "hold.2", "a"], releaseTwice: true);

    [Fact]
    public Task A_full_queue_stops_reading_until_the_release() =>
        Check("hold 1:a 2:b 3:c <7 4:d", delivered: ["hold", "a b c answer d"], asked: "7", maxHeld: 3);

    [Fact]
    public async Task A_hold_behind_a_message_that_cannot_be_delivered_is_released()
    {
        var (conversation, deliveries) = Start();
        await conversation.SayAsync("""{"jsonrpc":"2.0","method":"hold","traceparent":5}""");
        await conversation.SayAsync("""{"jsonrpc":"2.0","method":"a"}""");
        (await deliveries.NowAsync()).Should().Be("a");
    }

    [Fact]
    public async Task A_message_that_arrives_after_the_release_needs_no_second_one()
    {
        var (conversation, deliveries) = Start();
        await conversation.SayAsync(Message("hold"));
        (await deliveries.NowAsync()).Should().Be("hold");
        gate.Holds.Dequeue().Release();
        await conversation.SayAsync(Message("a"));
        (await deliveries.NextAsync()).Should().Be("a");
    }

    [Fact]
    public async Task A_release_at_any_moment_loses_nothing_and_keeps_the_order()
    {
        var (conversation, deliveries) = Start();
        for (int round = 0; round < 2000; round++)
        {
            await conversation.SayAsync(Message("hold"));
            (await deliveries.NextAsync()).Should().Be("hold");

            Hold hold = gate.Holds.Dequeue();
            Task release = Task.Run(hold.Release);
            await conversation.SayAsync(Message("a"));
            Task say = Task.Run(() => conversation.SayAsync(Message("b")));

            (await deliveries.NextAsync()).Should().Be("a");
            (await deliveries.NextAsync()).Should().Be("b");
            await Task.WhenAll(release, say);
        }
    }

    /// <summary>
    /// <c>a</c> is a notification, <c>1:a</c> a request, <c>x1</c> cancels one, <c>&lt;7</c> answers ours, <c>a?</c> has null
    /// parameters, <c>[]</c> is invalid, <c>$</c> the end of the input.
    /// </summary>
    internal static string Message(string word) =>
        word switch
        {
            "[]" => "[]",
            ['x', .. var id] => $$"""{"jsonrpc":"2.0","params":{"id":{{id}} },"method":"$/cancelRequest"}""",
            ['<', .. var id] => $$"""{"jsonrpc":"2.0","id":"{{id}}","result":null}""",
            [.. var method, '?'] => $$"""{"jsonrpc":"2.0","method":"{{method}}","params":null}""",
            [var id, ':', .. var method] => $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":[]}""",
            _ => $$"""{"jsonrpc":"2.0","method":"{{word}}"}""",
        };

    private (Conversation Conversation, Deliveries Deliveries) Start(int maxHeld = 4096)
    {
        var options = Conversation.Options(WireFraming.NewLine) with { Gate = gate, MaxHeldMessages = maxHeld };
        var conversation = new Conversation(options, withJsonRpc: false);
        return (conversation, new Deliveries(conversation.Handler));
    }

    /// <summary>Sends all words at once, then compares what is delivered at first and after each release.</summary>
    private async Task Check(
        string words,
        string[] delivered,
        string[]? answered = null,
        string? asked = null,
        int maxHeld = 4096,
        bool releaseTwice = false
    )
    {
        var (conversation, deliveries) = Start(maxHeld);
        if (asked is { } id)
        {
            var question = new JsonRpcRequest { RequestId = new RequestId(id), Method = "question" };
            await conversation.Handler.WriteAsync(question, CancellationToken.None);
            (await conversation.HearAsync()).Should().Be("question");
        }

        var all = new StringBuilder();
        foreach (string word in words.Split(' ').Where(word => word != "$"))
        {
            all.Append(Message(word)).Append('\n');
        }

        await conversation.SayAsync(Encoding.UTF8.GetBytes(all.ToString()));
        if (words.EndsWith('$'))
        {
            conversation.EndInput();
        }

        Hold? last = null;
        foreach (string expected in delivered)
        {
            if (expected != delivered[0])
            {
                if (releaseTwice)
                {
                    last?.Release();
                    (await deliveries.NowAsync()).Should().BeEmpty();
                }

                last = gate.Holds.Dequeue();
                last.Release();
            }

            await CheckDelivered(deliveries, expected);
        }

        foreach (string expected in answered ?? [])
        {
            (await conversation.HearAsync()).Should().Be(expected);
        }
    }

    private static async Task CheckDelivered(Deliveries deliveries, string expected)
    {
        // After a release the waiting read goes on by itself; what follows is there.
        string first = await deliveries.NextAsync();
        string rest = await deliveries.NowAsync();
        $"{first} {rest}".TrimEnd().Should().Be(expected);
    }
}
