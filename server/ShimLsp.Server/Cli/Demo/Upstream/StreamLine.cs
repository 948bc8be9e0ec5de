using System.Globalization;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>
/// Shows the pieces of a reply on one line as they arrive, with bars between them. What does not fit is left out.
/// </summary>
/// <param name="terminal">Where to write.</param>
internal sealed class StreamLine(TerminalStreams terminal)
{
    private const string Indent = "    ";
    private const int Widest = 100;

    private bool isOpen;
    private bool isFull;
    private int used;
    private string between = "";

    /// <summary>A reply begins.</summary>
    public void Begin()
    {
        terminal.Out.Write(Indent);
        terminal.Out.Flush();
        (isOpen, isFull, used, between) = (true, false, Indent.Length, "");
    }

    /// <summary>Adds a piece of the reply. Thoughts are not shown.</summary>
    public void Add(ChatDelta piece)
    {
        var text = new StringInfo(Shown.Line(piece.Text ?? Words(piece.ToolCall)));
        if (!isOpen || isFull || text.LengthInTextElements == 0)
        {
            return;
        }

        var room = Math.Min(Widest, terminal.Columns) - used - between.Length - 2; // so that the next bar and an ellipsis still fit
        isFull = text.LengthInTextElements > room;
        var shown = isFull ? text.SubstringByTextElements(0, Math.Max(0, room)) + "…" : text.String;
        terminal.Out.Write(terminal.Palette.Paint(between, Tone.Dim) + shown);
        terminal.Out.Flush(); // each piece is shown when it arrives
        used += between.Length + new StringInfo(shown).LengthInTextElements;
        between = "|";
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        if (isOpen)
        {
            terminal.Out.WriteLine();
            isOpen = false;
        }
    }

    private static string Words(ToolCallDelta? call) => call?.Name + call?.ArgumentsDelta;
}
