using System.Text;

namespace ShimLsp.Core.Tests.Support;

/// <summary>A test's text in which <c>«»</c> mark pieces. They are removed from it.</summary>
/// <param name="Text">The text without marks.</param>
/// <param name="Spans">The marked pieces in bytes, in their order.</param>
internal sealed record MarkedText(string Text, (int Start, int End)[] Spans)
{
    public static MarkedText Read(string marked)
    {
        var text = new StringBuilder();
        var starts = new Stack<int>();
        var spans = new List<(int Start, int End)>();
        var bytes = 0;
        foreach (var rune in marked.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '«':
                    starts.Push(bytes);
                    break;
                case '»':
                    spans.Add((starts.Pop(), bytes));
                    break;
                default:
                    text.Append(rune);
                    bytes += rune.Utf8SequenceLength;
                    break;
            }
        }

        return new(text.ToString(), [.. spans.Order()]);
    }
}
