using System.Buffers;
using System.Text;
using ShimLsp.Server.Rpc.Framing;

namespace ShimLsp.Server.Tests.Rpc;

/// <summary>
/// What happens to messages while the peer has left too much unread. The notation is that of <see cref="IncomingGateTests"/>.
/// </summary>
public sealed class BacklogTests
{
    private readonly CallLedger calls = new();
    private readonly HighWater backlog = new(2);
    private readonly HeldMessages held = new(maxCount: 100, maxBytes: 1 << 20);
    private readonly Admission admission;

    private readonly HighWater undone = new(2);

    public BacklogTests() => admission = new Admission(calls, new ToyGate(), held, backlog, undone);

    [Fact]
    public void Nothing_is_begun_until_it_is_less() => Check("a 1:b c", "", "a b c");

    [Fact]
    public void What_is_invalid_is_answered_in_its_turn() => Check("a [] 1:b 1:c d", "", "a ! b ! d");

    [Fact]
    public void A_refusal_comes_in_its_turn() => Check("1:no", "", "!");

    [Fact]
    public void A_request_that_is_kept_back_and_cancelled_is_answered_at_once() => Check("1:a 2:b x1", "!", "b");

    [Fact]
    public void A_cancellation_of_what_runs_goes_ahead() => Check("1:a x9", "$/cancelRequest", "a");

    [Fact]
    public void A_peer_that_leaves_is_not_made_to_wait_and_nothing_is_begun_any_more() => Check("1:a b [] exit c", "exit c", "");

    [Fact]
    public void A_peer_that_reads_and_leaves_gets_all_it_asked_for_before()
    {
        undone.Set(2);
        Check("1:a 2:b exit", "", "a b exit", unsent: 0);
    }

    [Fact]
    public void A_messages_hold_is_not_lost_to_a_backlog_that_begins_meanwhile()
    {
        var crossed = new Admission(calls, new CrossingGate(backlog), held, backlog);
        crossed.Admit(Bytes(IncomingGateTests.Message("hold")), 0).As.Should().Be(AdmittedAs.Delivery);
        backlog.Set(0);

        crossed.Admit(Bytes(IncomingGateTests.Message("a")), 0).As.Should().Be(AdmittedAs.Nothing);
    }

    [Fact]
    public void Half_of_too_much_is_still_too_much_for_what_waits()
    {
        var level = new HighWater(10);
        level.Set(9);
        level.IsOver.Should().BeFalse();
        level.Set(10);
        var fallen = level.Fallen;
        level.Set(6);
        level.IsOver.Should().BeTrue();
        fallen.IsCompleted.Should().BeFalse();
        level.Set(5);
        level.IsOver.Should().BeFalse();
        fallen.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void Calls_that_are_begun_and_not_answered_count_and_those_kept_back_do_not()
    {
        for (var id = 0; id < 5000; id++)
        {
            var isBegun = admission.Admit(Bytes($"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"a\"}}"), 0).As == AdmittedAs.Delivery;
            isBegun.Should().BeTrue();
        }

        calls.Unanswered.IsOver.Should().BeTrue();
        backlog.Set(2);
        for (var id = 0; id < 5000; id++)
        {
            calls.Answer(new StreamJsonRpc.RequestId(id));
            admission.Admit(Bytes($"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"a\"}}"), 0);
        }

        calls.Unanswered.IsOver.Should().BeFalse();
    }

    private static byte[] Bytes(string message) => Encoding.UTF8.GetBytes(message);

    /// <summary>Compares what is admitted at once with what is admitted after the backlog is gone; <c>!</c> is an answer.</summary>
    private void Check(string words, string atOnce, string then, int unsent = 2)
    {
        backlog.Set(unsent);
        string.Join(' ', words.Split(' ').Select(word => Word(admission.Admit(Bytes(IncomingGateTests.Message(word)), 0))).OfType<string>())
            .Should()
            .Be(atOnce);
        backlog.Set(0);
        var later = new List<string?>();
        while (admission.TryTakeHeld(out var message))
        {
            later.Add(Word(admission.AdmitHeld(message)));
            ArrayPool<byte>.Shared.Return(message.Buffer);
        }

        string.Join(' ', later).Should().Be(then);
    }

    /// <summary>A writer on another thread crosses the mark while the gate has its say.</summary>
    private sealed class CrossingGate(HighWater level) : IIncomingGate
    {
        private readonly ToyGate gate = new();

        public GateVerdict Admit(in Envelope envelope)
        {
            level.Set(2);
            return gate.Admit(envelope);
        }

        public bool IsExit(in Envelope envelope) => gate.IsExit(envelope);
    }

    private static string? Word(Admitted admitted) =>
        admitted.As switch
        {
            AdmittedAs.Delivery => admitted.Method ?? "$/cancelRequest",
            AdmittedAs.Answer => "!",
            _ => null,
        };
}
