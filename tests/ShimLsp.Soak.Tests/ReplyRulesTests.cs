using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway.Checking;
using ShimLsp.Soak.Gateway.Driving;
using ShimLsp.Soak.Gateway.Formats;

namespace ShimLsp.Soak.Tests;

/// <summary>What the checker of the gateway's soak says of a reply that an agent got.</summary>
public class ReplyRulesTests
{
    private static readonly Canary Own = new("alpha", 1, 2, 0);
    private static readonly UpstreamName Model = new("alpha", "deep", 3);

    [Fact]
    public void What_the_upstream_said() => Check(null, SoakUpstream.TextOf(Own, Model));

    [Fact]
    public void Half_of_it() => Check(FindingKind.Lost, $"ok {Own}");

    [Fact]
    public void The_reply_to_another() => Check(FindingKind.Crossed, SoakUpstream.TextOf(Own with { Agent = 4 }, Model));

    [Fact]
    public void Headers_that_name_another_model() => Check(FindingKind.Wrong, SoakUpstream.TextOf(Own, Model), "fast");

    [Fact]
    public void A_call_that_lost_its_arguments()
    {
        var own = Own with { Rounds = 1 };
        Check(FindingKind.Lost, SoakUpstream.TextOf(own, Model), rounds: 1, call: SoakUpstream.CallOf(own), arguments: "{\"path\":");
        Check(null, SoakUpstream.TextOf(own, Model), rounds: 1, call: SoakUpstream.CallOf(own), arguments: $$"""{"path":"{{own}}"}""");
    }

    private static void Check(
        FindingKind? expected,
        string text,
        string header = "deep",
        int rounds = 0,
        string? call = null,
        string arguments = ""
    )
    {
        var asked = new Asked(Own with { Rounds = rounds }, named: null, TimeSpan.Zero);
        asked.Note(new(Model, "alpha/key/0", Outage.None, Task.CompletedTask, Task.CompletedTask));
        var reply = new HeardReply { CallId = call };
        reply.Text.Append(text);
        reply.Arguments.Append(arguments);
        ReplyRules
            .Judge(asked, reply, header)
            .Select(fault => fault.Kind)
            .Should()
            .Equal(expected is { } kind ? [kind] : Array.Empty<FindingKind>());
    }
}
