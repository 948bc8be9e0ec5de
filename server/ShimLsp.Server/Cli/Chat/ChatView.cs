using System.Globalization;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Chat;

/// <summary>
/// Shows an answer as it arrives. Only the answer goes to stdout, each piece at once. The model and the cost go to stderr, and only if
/// stdout is a terminal.
/// </summary>
/// <param name="terminal">Where to write.</param>
internal sealed class ChatView(TerminalStreams terminal)
{
    private readonly ShownText shown = new(keepsLines: true);
    private bool endsLine = true;

    /// <summary>Shows a piece of the text. Thoughts are not part of the answer.</summary>
    /// <param name="delta">The piece.</param>
    public void Show(ChatDelta delta)
    {
        if (delta.Text is { Length: > 0 } text)
        {
            // A model's text could move the terminal's cursor. A file gets the text unchanged.
            terminal.Out.Write(terminal.OutputIsTerminal ? shown.Next(text) : text);
            terminal.Out.Flush();
            endsLine = text[^1] == '\n';
        }
    }

    /// <summary>Ends the line of an answer that breaks off.</summary>
    public void BreakOff()
    {
        if (!endsLine)
        {
            terminal.Out.WriteLine();
            terminal.Out.Flush();
            endsLine = true;
        }
    }

    /// <summary>Shows the model, the tokens and the cost.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="elapsed">How long it took.</param>
    public void End(ChatResultInfo answer, TimeSpan elapsed)
    {
        BreakOff();
        foreach (var call in answer.ToolCalls ?? [])
        {
            terminal.WriteLine($"[{call.Name} {call.Arguments}]", Tone.Dim);
        }

        foreach (var attempt in answer.Attempts.SkipLast(1))
        {
            Say($"{attempt.Slug} did not answer ({attempt.Status}).", Tone.Warning);
        }

        if (!terminal.OutputIsTerminal)
        {
            return;
        }

        var about = answer.Usage.Estimated is true ? "about " : "";
        var cached = answer.Usage.CachedInputTokens is > 0 and var tokens ? $" ({tokens} cached)" : "";
        var cost = answer.Cost is { } dollars ? string.Create(CultureInfo.InvariantCulture, $" | ${dollars:0.00####}") : "";
        var seconds = elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Say(
            $"{answer.Slug} | {about}{answer.Usage.InputTokens} tokens in{cached}, {answer.Usage.OutputTokens} out{cost}"
                + $" | {seconds} s{Ending(answer.FinishReason)}",
            Tone.Dim
        );
        if (answer.Decision.Score is not null)
        {
            Say(answer.Decision.Reason, Tone.Dim);
        }
    }

    private static string Ending(string reason) =>
        reason switch
        {
            "stop" or "tool_calls" => "",
            "length" => " | cut off at the token limit",
            "content_filter" => " | blocked by the provider",
            _ => $" | ended: {reason}",
        };

    private void Say(string line, Tone tone) => terminal.Error.WriteLine(terminal.Palette.Paint(Shown.Line(line), tone));
}
