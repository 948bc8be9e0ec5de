using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>Shows the demonstration, a hundred columns wide.</summary>
/// <param name="terminal">Where to write.</param>
internal sealed class DemoView(TerminalStreams terminal)
{
    private readonly DemoTable table = new(terminal, new(What: 48, Model: 11, Source: 8, Figure: 7));
    private readonly HashSet<string> told = [];

    /// <summary>Says what will run, and that it is harmless.</summary>
    /// <param name="keyNames">The variables that hold a placeholder.</param>
    public void Begin(ImmutableArray<string> keyNames)
    {
        terminal.WriteLine("shim-lsp demo: the real server as a child process, over LSP", Tone.Strong);
        terminal.WriteLine($"It runs in a temporary folder. {string.Join(" and ", keyNames)} hold a placeholder.", Tone.Dim);
        terminal.WriteLine("Nothing is sent. Your own models.json and state are neither read nor written.", Tone.Dim);
        table.Header("DROPPED");
    }

    /// <summary>Shows a step.</summary>
    /// <param name="step">What was done.</param>
    public void Show(DemoStep step)
    {
        table.Section(step.Section);
        table.Row(
            step.What,
            new Cell(step.Model ?? "", Tone.Good),
            step.Score is { } score ? score.ToString("0.00", CultureInfo.InvariantCulture) : "",
            step.Source is { } source ? DecisionView.Name(source) : "",
            $"{step.Dropped}",
            string.Create(CultureInfo.InvariantCulture, $"{step.Milliseconds:0.0} ms")
        );
        // Each reason is shown once.
        if (step.Why is { } why && step.Source is not DecisionSource.Pinned && told.Add(why))
        {
            table.Note(why);
        }

        terminal.Out.Flush(); // so that a pipe also gets each step at once
    }

    /// <summary>Shows what the server counted, and how it ended.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="exitCode">Its exit code.</param>
    public void End(StatsInfo status, int exitCode)
    {
        terminal.Out.WriteLine();
        terminal.WriteLine("What the server counted", Tone.Strong);
        var causes = status.Invalidations.Where(cause => cause.Value > 0).Select(cause => $"{cause.Key} ({cause.Value})");
        terminal.WriteLine(
            $"  {status.Requests} requests = {status.Hits} from the cache + {status.Misses} scored + {status.Bypassed} pinned; "
                + $"{status.Entries} of {status.Capacity} entries in use"
        );
        terminal.WriteLine($"  cache emptied by {string.Join(", ", causes)}");
        terminal.WriteLine($"  shutdown, exit: the server ended with exit code {exitCode}", exitCode == 0 ? Tone.Good : Tone.Bad);
    }
}
