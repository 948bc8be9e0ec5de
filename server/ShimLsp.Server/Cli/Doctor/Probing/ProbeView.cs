using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Doctor.Probing;

/// <summary>
/// Shows answers as they arrive, one per line. On a terminal, a last line names the models that have not answered yet.
/// </summary>
/// <param name="terminal">Where to write.</param>
/// <param name="slugs">The models that are asked.</param>
internal sealed class ProbeView(TerminalStreams terminal, ImmutableArray<string> slugs)
{
    private const string Erase = "\r\e[K";

    private readonly int width = slugs.Select(slug => slug.Length).DefaultIfEmpty().Max();
    private readonly bool isLive = terminal.OutputIsTerminal && !terminal.IsPlain;

    /// <summary>Writes the heading.</summary>
    public void Begin()
    {
        var limit = ProbeCall.Limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        terminal.WriteLine(
            $"ASKING {slugs.Length} {(slugs.Length == 1 ? "MODEL" : "MODELS")} FOR A WORD, AT MOST {limit} S EACH",
            Tone.Dim
        );
        ShowWaiting([.. slugs]);
    }

    /// <summary>Shows an answer.</summary>
    /// <param name="report">The answer.</param>
    /// <param name="waiting">The models that have not answered yet.</param>
    public void Show(ProbeReport report, ImmutableHashSet<string> waiting)
    {
        if (isLive)
        {
            terminal.Out.Write(Erase);
        }

        var words = terminal.Palette.Paint(report.Words.PadRight(28), ToneOf(report.Verdict));
        var time = report.Milliseconds.ToString(CultureInfo.InvariantCulture).PadLeft(6);
        terminal.Out.WriteLine($"  {Shown.Line(report.Slug).PadRight(width)}  {words}{time} ms");
        if (report.Detail is { } detail)
        {
            Prose.Write(terminal, Indent, detail, Tone.Dim);
        }

        if (report.LearnedQuirks is { } refused)
        {
            Prose.Write(terminal, Indent, $"Left out for this model after a refusal: {string.Join(", ", refused)}.", Tone.Dim);
        }

        ShowWaiting(waiting);
        terminal.Out.Flush(); // so that a pipe gets it at once
    }

    /// <summary>Writes the verdict.</summary>
    /// <param name="report">All answers.</param>
    public void End(ProbesReport report)
    {
        terminal.Out.WriteLine();
        Prose.Write(terminal, "", report.Verdict, report.CanRoute ? Tone.Good : Tone.Bad);
        terminal.Out.WriteLine();
    }

    private string Indent => new(' ', width + 4);

    private static Tone ToneOf(ProbeVerdict verdict) =>
        verdict switch
        {
            ProbeVerdict.Works => Tone.Good,
            ProbeVerdict.RateLimited or ProbeVerdict.NoAnswer or ProbeVerdict.Interrupted => Tone.Warning,
            _ => Tone.Bad,
        };

    private void ShowWaiting(ImmutableHashSet<string> waiting)
    {
        if (isLive && waiting.Count > 0)
        {
            var names = Shown.Line($"  waiting for {string.Join(", ", slugs.Where(waiting.Contains))}");
            terminal.Out.Write(terminal.Palette.Paint(names.Length < terminal.Columns ? names : names[..(terminal.Columns - 1)], Tone.Dim));
        }
    }
}
