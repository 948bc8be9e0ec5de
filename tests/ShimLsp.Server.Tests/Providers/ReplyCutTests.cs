using System.Text;
using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>
/// A reply that is cut anywhere is either all there or broken: it never passes for a whole reply with something missing. And however the
/// network splits it, it says the same.
/// </summary>
public sealed class ReplyCutTests
{
    // About 500 bytes each, so about 1,000,000 cuts in CI, and 40,000 for a person who waits.
    private static readonly long Replies = TestRun.IsFull ? 500 : 20;

    public static TheoryData<ModelWire, bool> EveryWay => ReplyTests.EveryShape;

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_cut_reply_is_whole_or_broken(ModelWire wire, bool streams) =>
        await Gen.Select(ReplyGrammar.Replies, Gen.Bool)
            .SampleAsync(
                async (reply, signs) =>
                {
                    var body = Encoding.UTF8.GetBytes(ReplyGrammar.Write(wire, streams, reply, signs));
                    var whole = (await Read.ReplyAsync(wire, new MemoryStream(body)))!;
                    Said(whole).Should().Be(Said(reply));
                    for (var length = 0; length < body.Length; length++)
                    {
                        if (await Read.ReplyAsync(wire, new MemoryStream(body, 0, length)) is { } cut && Said(cut) != Said(whole))
                        {
                            throw new InvalidOperationException(
                                $"Cut after {length} of {body.Length} bytes it passes for whole: {Said(cut)}"
                            );
                        }
                    }
                },
                iter: Replies,
                threads: 1
            );

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_reply_says_the_same_in_packets_of_any_size(ModelWire wire, bool streams) =>
        await Gen.Select(ReplyGrammar.Replies, Gen.Int[1, 40].Array[1, 8])
            .SampleAsync(
                async (reply, sizes) =>
                {
                    var body = Encoding.UTF8.GetBytes(ReplyGrammar.Write(wire, streams, reply, signs: true));
                    Said((await Read.ReplyAsync(wire, new PacketStream(body, sizes)))!).Should().Be(Said(reply));
                },
                iter: 10 * Replies,
                threads: 1
            );

    private static string Said(ChatReply reply) =>
        $"{reply.Text}|{string.Join('|', reply.ToolCalls.Select(call => $"{call.Name}({call.Arguments})"))}|{reply.FinishReason}";

    private static string Said(Said[] reply)
    {
        var text = string.Concat(reply.Where(said => said.Tool is null).SelectMany(said => said.Text));
        var calls = reply.Where(said => said.Tool is not null).Select(said => $"{said.Tool}({Arguments(string.Concat(said.Text))})");
        return $"{text}|{string.Join('|', calls)}|{(reply.Any(said => said.Tool is not null) ? "tool_calls" : "stop")}";
    }

    private static string Arguments(string text) => string.IsNullOrWhiteSpace(text) ? text + "{}" : text;
}
