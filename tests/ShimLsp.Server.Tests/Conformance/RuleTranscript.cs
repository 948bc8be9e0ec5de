using System.Text;
using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>Plays transcripts to the rules that every message of every test passes.</summary>
internal static class RuleTranscript
{
    /// <summary>
    /// Plays a transcript, <c>jsonrpc</c> added: all but its last message conform, and the last breaks a rule there, or none.
    /// </summary>
    public static void Check(bool isLsp, string transcript, string? path)
    {
        var rules = new MessageRules(isLsp);
        var faults = new List<Fault?>();
        foreach (var line in transcript.Unfolded().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var message = "{\"jsonrpc\":\"2.0\"," + line[2..].TrimStart('{', ' ');
            if (line[0] == '>')
            {
                rules.Sent.Note(Encoding.UTF8.GetBytes(message));
            }
            else
            {
                faults.Add(rules.FaultOf(JsonElement.Parse(message)));
            }
        }

        faults.SkipLast(1).OfType<Fault>().Should().BeEmpty();
        faults[^1]?.Path.Should().Be(path, "{0}", faults[^1]);
        (faults[^1] is null).Should().Be(path is null);
    }
}
