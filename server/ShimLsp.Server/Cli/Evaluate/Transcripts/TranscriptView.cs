using System.Globalization;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Evaluate.Transcripts;

/// <summary>The report as a person reads it, in lines of at most 100 characters.</summary>
/// <param name="terminal">Where.</param>
internal sealed class TranscriptView(TerminalStreams terminal)
{
    private const int MostUnknown = 3;
    private const int MostLanguages = 6;
    private const int MostEscalations = 8;

    /// <summary>Writes it.</summary>
    /// <param name="report">The report.</param>
    public void Write(TranscriptReport report)
    {
        WriteFiles(report);
        Heading($"WHERE THE TURNS WOULD HAVE GONE, AT THE THRESHOLD {report.Threshold.ToString("0.00##", CultureInfo.InvariantCulture)}");
        WriteModels(report);
        WriteCosts(report);
        WriteEscalations(report);
        Heading("CONVERSATIONS");
        var later = report.Turns - report.Sessions;
        terminal.WriteLine(
            $"{Count(report.Inherited)} of {Count(later)} later turns mean nothing alone (\"yes\"); they went with the task before."
        );
        var languages = report.Languages.Take(MostLanguages).Select(language => $"{language.Key} {Percent(language.Value, report.Turns)}");
        var others = report.Languages.Count > MostLanguages ? $" and {report.Languages.Count - MostLanguages} more" : "";
        terminal.WriteLine($"Languages: {string.Join(", ", languages)}{others}.");
    }

    private void WriteFiles(TranscriptReport report)
    {
        var clients = string.Join(", ", report.Files.Transcripts.Select(client => $"{client.Value} of {Name(client.Key)}"));
        var time = report is { From: { } from, To: { } to } ? $", {Day(from)} to {Day(to)}" : "";
        terminal.WriteLine(
            $"{Count(report.Turns)} turns and {Count(report.Requests)} requests of {Count(report.Sessions)} sessions{time}."
        );
        terminal.WriteLine($"Transcripts: {clients}. Scored by {report.Scorer}.", Tone.Dim);
        (long Count, string What)[] left =
        [
            (report.Files.BrokenLines, "broken lines"),
            (report.Files.Unreadable, "unreadable files"),
            (report.Files.SubagentMessages, "messages to subagents"),
            (report.Files.RepeatedMessages, "repeated messages"),
        ];
        if (left.Any(one => one.Count > 0))
        {
            var words = left.Where(one => one.Count > 0).Select(one => $"{Count(one.Count)} {one.What}");
            terminal.WriteLine($"Left out: {string.Join(", ", words)}.", Tone.Dim);
        }
    }

    private void WriteModels(TranscriptReport report)
    {
        var table = new Table("MODEL", ">FIRST", ">LATER", ">TURNS", ">SHARE", ">REQUESTS", ">COST");
        foreach (var model in report.Models)
        {
            table.Add(
                new Cell(model.Slug, Tone.Strong),
                Count(model.First),
                Count(model.Later),
                Count(model.Turns),
                Percent(model.Turns, report.Turns),
                Count(model.Requests),
                model.Cost is { } cost ? Dollars(cost) : "-"
            );
        }

        table.WriteTo(terminal);
        if (report.NotRoutable > 0)
        {
            terminal.WriteLine(
                $"Could go to no model: {Count(report.NotRoutable)}, because of their length, images or tools.",
                Tone.Warning
            );
        }
    }

    private void WriteCosts(TranscriptReport report)
    {
        Heading("WHAT THEY WOULD HAVE COST");
        if (report is { AgainstStrongest: null, AgainstRun: null })
        {
            terminal.WriteLine("Costs are known only if the models in the catalog have prices.", Tone.Dim);
            return;
        }

        var table = new Table("AGAINST", ">REQUESTS", ">ROUTED", ">OTHERWISE", ">SAVED");
        foreach (var cost in new[] { report.AgainstStrongest, report.AgainstRun }.OfType<CostReport>())
        {
            table.Add(
                cost.Model is { } model ? $"everything on {model}" : "the models that ran",
                Count(cost.Requests),
                new Cell(Dollars(cost.Routed), Tone.Strong),
                Dollars(cost.Otherwise),
                cost.Otherwise > 0 ? Percent(cost.Otherwise - cost.Routed, cost.Otherwise) : "-"
            );
        }

        table.WriteTo(terminal);
        terminal.WriteLine("US dollars at the catalog's prices, for the same tokens. A change of model reads its context anew.", Tone.Dim);
        if (report.EstimatedRequests > 0)
        {
            terminal.WriteLine(
                $"The tokens of {Count(report.EstimatedRequests)} requests are not recorded; they are estimated at 4 bytes a token.",
                Tone.Dim
            );
        }

        if (report.UnknownModels.Count > 0)
        {
            var names = report.UnknownModels.Take(MostUnknown).Select(model => $"{model.Key} ({Count(model.Value)})");
            var more = report.UnknownModels.Count > MostUnknown ? $" and {report.UnknownModels.Count - MostUnknown} more" : "";
            terminal.WriteLine($"Not in the catalog: {string.Join(", ", names)}{more}.", Tone.Dim);
        }
    }

    private void WriteEscalations(TranscriptReport report)
    {
        if (report.Escalations.IsEmpty)
        {
            return;
        }

        Heading("ESCALATIONS");
        terminal.WriteLine($"In {Count(report.RaisedTurns)} turns a stronger model would have taken over.");
        var table = new Table("BECAUSE", "FROM", "TO", ">TIMES");
        foreach (var kind in report.Escalations.Take(MostEscalations))
        {
            table.Add(kind.Why, kind.From, kind.To, Count(kind.Times));
        }

        table.WriteTo(terminal);
        if (report.Escalations.Length > MostEscalations)
        {
            terminal.WriteLine($"and {report.Escalations.Length - MostEscalations} more kinds: see --json", Tone.Dim);
        }
    }

    private void Heading(string text)
    {
        terminal.Out.WriteLine();
        terminal.WriteLine(text, Tone.Strong);
    }

    private static string Name(string client) =>
        client switch
        {
            "claudeCode" => "Claude Code",
            "codex" => "Codex",
            "specStory" => "SpecStory",
            _ => client,
        };

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double part, double whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : 100 * part / whole):0.0} %");

    private static string Dollars(double dollars) =>
        dollars.ToString(dollars is < 1 and > 0 ? "$0.0000" : "$#,0.00", CultureInfo.InvariantCulture);
}
