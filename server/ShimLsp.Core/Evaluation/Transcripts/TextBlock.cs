using System.Text;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>Lines that belong together, of which it keeps a bounded part.</summary>
internal sealed class TextBlock
{
    private const int Most = 64 * 1024;

    private readonly StringBuilder text = new();

    /// <summary>The length of all lines in UTF-8.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line, without its end.</param>
    public void Add(string line)
    {
        Bytes += CutText.BytesOf(line) + 1;
        if (text.Length < Most)
        {
            text.Append(line).Append('\n');
        }
    }

    /// <summary>Returns the text, trimmed, and its length, and begins anew.</summary>
    public (string Text, long Bytes) Take()
    {
        var taken = (text.ToString().Trim(), Bytes);
        text.Clear();
        Bytes = 0;
        return taken;
    }
}
