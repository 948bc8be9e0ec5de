namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>Tells a person's prose from what they pasted, line by line, by the line itself and by the one before it.</summary>
internal struct EvidenceScan
{
    private EvidenceKind before;
    private bool isBehindBlank;
    private bool expectsMessage; // the line before it is above an error's message
    private EvidenceKind fence; // what an open fence holds; None if none is open

    /// <summary>Whether the last line opened or closed a fence.</summary>
    public bool IsFence { get; private set; }

    /// <summary>Passes over an empty line.</summary>
    public void Blank() => isBehindBlank = true;

    /// <summary>The kind of the next line.</summary>
    /// <param name="line">The line as it is written.</param>
    /// <param name="trimmed">The same without the blanks around it; not empty.</param>
    public EvidenceKind Next(ReadOnlySpan<char> line, ReadOnlySpan<char> trimmed)
    {
        IsFence = LineShape.IsFence(trimmed);
        if (IsFence)
        {
            fence = fence is EvidenceKind.None ? OfFence(trimmed.TrimStart("`~ ")) : EvidenceKind.None;
            (before, isBehindBlank) = (EvidenceKind.None, false);
            return EvidenceKind.None;
        }

        var kind = expectsMessage && !isBehindBlank ? EvidenceKind.Trace : Of(line, trimmed);
        (before, isBehindBlank) = (kind, false);
        expectsMessage = kind is EvidenceKind.Trace && !expectsMessage && TraceLine.IsAboveMessage(trimmed);
        return kind;
    }

    private readonly EvidenceKind Of(ReadOnlySpan<char> line, ReadOnlySpan<char> trimmed)
    {
        if (LineShape.IsDiffHead(line) || (before is EvidenceKind.Diff && LineShape.IsInDiff(line) && !(isBehindBlank && IsItem(trimmed))))
        {
            return EvidenceKind.Diff;
        }

        if (before is EvidenceKind.Code && trimmed[^1] is ';' or '{' or '}' && !isBehindBlank)
        {
            return EvidenceKind.Code; // most lines of a page of code, and nothing else has to be asked
        }

        var pasted = new PastedLine(line, trimmed, before, isBehindBlank);
        if (before is EvidenceKind.Code && pasted is { Continues: true, IsIndented: true, Symbols: > 1 })
        {
            return EvidenceKind.Code;
        }

        if (TraceLine.Matches(pasted))
        {
            return EvidenceKind.Trace;
        }

        if (fence is EvidenceKind.None && (pasted.IsPlainSentence || PlainLine.Matches(pasted)))
        {
            return EvidenceKind.None; // most lines of prose
        }

        var kind = LogLine.Matches(pasted) ? EvidenceKind.Log : EvidenceKind.None;
        if (kind is EvidenceKind.None && fence is EvidenceKind.None && !pasted.Continues && OtherScript.IsProse(trimmed))
        {
            return EvidenceKind.None;
        }

        if (kind is EvidenceKind.None && (fence is not EvidenceKind.None || !IsItem(trimmed) || before is EvidenceKind.Data))
        {
            kind =
                TableLine.Matches(pasted) ? EvidenceKind.Table
                : DataLine.Matches(pasted) ? EvidenceKind.Data
                : TerminalLine.Matches(pasted) ? EvidenceKind.Terminal
                : CodeLine.Matches(pasted) ? EvidenceKind.Code
                : GoesOn(pasted) ? before
                : EvidenceKind.None;
        }

        return kind is EvidenceKind.None ? fence : kind;
    }

    private readonly bool GoesOn(in PastedLine line) =>
        before is not (EvidenceKind.None or EvidenceKind.Table)
        && (line.Continues || line.IsIndented)
        && !IsItem(line.Text)
        && CodeLine.GoesOn(line);

    private static bool IsItem(ReadOnlySpan<char> line) => LineShape.ListMark(line) > 0;

    private static EvidenceKind OfFence(ReadOnlySpan<char> head) =>
        head switch
        {
            "diff" or "patch" => EvidenceKind.Diff,
            "json" or "jsonc" or "yaml" or "yml" or "xml" or "toml" or "ini" => EvidenceKind.Data,
            "log" or "text" or "txt" or "output" => EvidenceKind.Log,
            "console" or "terminal" or "shell-session" => EvidenceKind.Terminal,
            "csv" or "tsv" => EvidenceKind.Table,
            _ => EvidenceKind.Code,
        };
}
