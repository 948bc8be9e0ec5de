using System.Globalization;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>Shows the demonstration, a hundred columns wide.</summary>
/// <param name="terminal">Where to write.</param>
internal sealed class UpstreamView(TerminalStreams terminal) : IUpstreamStage
{
    private readonly DemoTable table = new(terminal, new(What: 50, Model: 5, Source: 10, Figure: 8));
    private readonly HashSet<string> told = [];
    private readonly StreamLine line = new(terminal);

    public void Begin(string origin)
    {
        terminal.WriteLine("shim-lsp demo --upstream: the real server as a child process, calling models", Tone.Strong);
        terminal.WriteLine($"A mock in this process plays the models, at {origin}: nothing leaves this", Tone.Dim);
        terminal.WriteLine("machine or costs anything. Your own models.json, keys and state are not used.", Tone.Dim);
        table.Header("COST");
    }

    public void Ask(string section, string question)
    {
        table.Section(section);
        terminal.WriteLine($"  > {question}");
        line.Begin();
    }

    public void Hear(ChatDelta piece) => line.Add(piece);

    public void Show(DemoStep step)
    {
        line.End();
        table.Section(step.Section);
        table.Row(
            step.Reply is { Pieces: not null } reply ? Tokens(reply.Usage) : step.What,
            new Cell(step.Model ?? "", Tone.Good),
            step.Score is { } score ? score.ToString("0.00", CultureInfo.InvariantCulture) : "",
            step.Source is { } source ? DecisionView.Name(source) : "",
            step.Reply?.Cost is { } cost ? Dollars(cost) : "",
            string.Create(CultureInfo.InvariantCulture, $"{step.Milliseconds:0.0} ms")
        );
        string?[] notes = [step.Reply is { Pieces: not null } streamed ? Pieces(streamed) : null, step.Why];
        // Each reason is shown once.
        if (string.Join("; ", notes.OfType<string>()) is { Length: > 0 } note && (step.Reply is not null || told.Add(note)))
        {
            table.Note(note);
        }

        terminal.Out.Flush(); // so that a pipe also gets each step at once
    }

    public void End(DemoEnding ending)
    {
        var (status, exitCode) = ending;
        var (spent, baseline, classifier, net) = status.Savings;
        terminal.Out.WriteLine();
        terminal.WriteLine("What routing saved", Tone.Strong);
        terminal.WriteLine(
            $"  {Dollars(spent)} spent and {Dollars(classifier)} for scoring; "
                + $"{UpstreamCatalog.Large} alone would have cost {Dollars(baseline)}: {Dollars(net)} saved",
            net > 0 ? Tone.Good : Tone.Bad
        );
        terminal.Out.WriteLine();
        terminal.WriteLine("What the server counted", Tone.Strong);
        terminal.WriteLine(
            $"  {status.Requests} requests = {status.Hits} from the cache + {status.Misses} scored + "
                + $"{status.Coalesced} that shared a scoring"
        );
        terminal.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {status.Classifier.Calls} calls of the classifier, half of them within {status.Classifier.LatencyMs.P50:0} ms; "
                    + $"{status.Fallbacks} chats answered by another model"
            )
        );
        terminal.WriteLine($"  shutdown, exit: the server ended with exit code {exitCode}", exitCode == 0 ? Tone.Good : Tone.Bad);
    }

    private static string Tokens(UsageInfo usage)
    {
        var cached = usage.CachedInputTokens is > 0 and var tokens ? $" ({tokens} of them cached)" : "";
        return $"{usage.InputTokens} tokens in{cached}, {usage.OutputTokens} out";
    }

    private static string Pieces(DemoReply reply) =>
        string.Create(CultureInfo.InvariantCulture, $"{reply.Pieces} pieces, the first after {reply.FirstPieceMilliseconds:0.0} ms");

    private static string Dollars(double amount) => string.Create(CultureInfo.InvariantCulture, $"${amount:0.00000}");
}
