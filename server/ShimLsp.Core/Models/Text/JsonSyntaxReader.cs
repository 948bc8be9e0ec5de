using System.Text;
using System.Text.Unicode;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// Reads any bytes into a tree with positions and a list of faults, in one pass and without recursion. Comments and trailing commas are
/// allowed. A text with a fault is read on behind it, as its author probably meant it: the tree is for an editor then, not for use.
/// </summary>
internal static class JsonSyntaxReader
{
    /// <summary>The largest nesting depth that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads the text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="start">Where to begin: behind a byte order mark, if the text has one.</param>
    public static JsonTree Read(ReadOnlySpan<byte> utf8, int start = 0)
    {
        var faults = new SyntaxFaults();
        if (!Utf8.IsValid(utf8))
        {
            var at = FirstInvalid(utf8);
            faults.Add(SyntaxFaultKind.NotUtf8, at, at + 1);
        }

        var reading = new JsonSyntaxReading(utf8, start, faults);
        var root = reading.Read();
        return new JsonTree(root, faults.ToImmutable());
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(text[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }
}
