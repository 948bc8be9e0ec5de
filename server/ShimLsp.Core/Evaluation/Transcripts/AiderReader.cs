using System.Globalization;
using System.Text.RegularExpressions;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>
/// Reads aider's history. <c>####</c> begins each line of a person's message, <c>&gt;</c> each line of aider's own; the rest is the
/// model's. A model writes headings with <c>####</c> too: once a session has shown that aider counts tokens after each reply, such a line
/// within a reply is a heading.
/// </summary>
internal sealed partial class AiderReader : MarkdownReader
{
    private const string Start = "# aider chat started at ";

    private readonly TextBlock person = new();
    private readonly TextBlock reply = new();
    private DateTimeOffset? at;
    private bool isPersons; // the line before was the person's
    private bool isInReply;
    private bool countsTokens;
    private bool hasStarted;

    /// <inheritdoc/>
    public override TranscriptClient Client => TranscriptClient.Aider;

    /// <summary>Whether a line is one that aider writes at the beginning.</summary>
    public static bool Knows(string line) => line.StartsWith(Start, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override void End(ICollection<TranscriptEvent> events)
    {
        ClosePerson(events);
        Say(reply, events);
    }

    /// <inheritdoc/>
    protected override void Read(string line, ICollection<TranscriptEvent> events)
    {
        if (Knows(line))
        {
            End(events);
            (hasStarted, isInReply, countsTokens) = (true, false, false);
            at = DateTimeOffset.TryParse(line[Start.Length..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)
                ? read
                : null;
            events.Add(new TranscriptEvent.SessionStarted());
            return;
        }

        if (!hasStarted)
        {
            return; // a history that was cut at its beginning
        }

        if (
            line.StartsWith("####", StringComparison.Ordinal)
            && line is [_, _, _, _] or [_, _, _, _, ' ', ..]
            && !(isInReply && countsTokens)
        )
        {
            Say(reply, events);
            person.Add(line[4..].Trim());
            (isPersons, isInReply) = (true, false);
            return;
        }

        if (isPersons && line.Length > 0)
        {
            ClosePerson(events);
        }

        if (line.StartsWith('>'))
        {
            ReadNotice(line, events);
        }
        else
        {
            isInReply |= line.Length > 0;
            reply.Add(line);
        }
    }

    private void ReadNotice(string line, ICollection<TranscriptEvent> events)
    {
        if (Tokens().Match(line) is { Success: true } tokens)
        {
            Say(reply, events);
            countsTokens = true;
            var cached = tokens.Groups["hit"].Success ? Number(tokens.Groups["hit"].Value) : (long?)null;
            events.Add(
                new TranscriptEvent.Used(
                    Model,
                    new TokenUsage(Number(tokens.Groups["sent"].Value), cached, Number(tokens.Groups["received"].Value))
                )
            );
        }
        else if (ModelLine().Match(line) is { Success: true } model)
        {
            Model = model.Groups["model"].Value.Split('/')[^1];
        }

        isInReply = false;
    }

    private void ClosePerson(ICollection<TranscriptEvent> events)
    {
        isPersons = false;
        var text = person.Take().Text;
        if (Words(text) is { Length: > 0 } words)
        {
            events.Add(new TranscriptEvent.PersonSaid(words, HasImages: false, at));
        }
    }

    /// <summary>A command that speaks to the model has words; any other has none.</summary>
    private static string Words(string text) =>
        text is not ['/' or '!', ..] ? text
        : Command().Match(text) is { Success: true } command ? command.Groups["words"].Value.Trim()
        : "";

    /// <summary>Such as 10,332 and 4.1k.</summary>
    private static long Number(string text)
    {
        var factor = text[^1] switch
        {
            'k' => 1e3,
            'M' => 1e6,
            _ => 1,
        };
        return double.TryParse(
            text.TrimEnd('k', 'M'),
            NumberStyles.Float | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? (long)(number * factor)
            : 0;
    }

    [GeneratedRegex(
        @"^> Tokens: (?<sent>[\d.,]+[kM]?) sent(?:, [\d.,]+[kM]? cache write)?"
            + @"(?:, (?<hit>[\d.,]+[kM]?) cache hit)?, (?<received>[\d.,]+[kM]?) received"
    )]
    private static partial Regex Tokens();

    [GeneratedRegex(@"^> (?:Main model|Model|Models): (?<model>[^\s,]+)")]
    private static partial Regex ModelLine();

    [GeneratedRegex(@"^/(?:ask|code|architect|chat-mode \w+|context)\s+(?<words>.*)$", RegexOptions.Singleline)]
    private static partial Regex Command();
}
