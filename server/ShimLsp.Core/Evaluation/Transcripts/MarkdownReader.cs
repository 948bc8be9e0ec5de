using System.Text;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>Reads a history that is a text for people: lines, of which some say who speaks next.</summary>
internal abstract class MarkdownReader : TranscriptReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public sealed override void Read(ReadOnlyMemory<byte> line, ICollection<TranscriptEvent> events)
    {
        string text;
        try
        {
            text = Strict.GetString(line.Span).TrimEnd('\r');
        }
        catch (DecoderFallbackException)
        {
            BrokenLines++;
            return;
        }

        Read(text, events);
    }

    /// <summary>Reads a line of text.</summary>
    /// <param name="line">The line.</param>
    /// <param name="events">Takes what it says.</param>
    protected abstract void Read(string line, ICollection<TranscriptEvent> events);

    /// <summary>Adds what a model said, if it said anything.</summary>
    private protected static void Say(TextBlock said, ICollection<TranscriptEvent> events)
    {
        if (said.Take() is { Text.Length: > 0 } block)
        {
            events.Add(new TranscriptEvent.ModelSaid(CutText.Of(block.Text), block.Bytes));
        }
    }
}
