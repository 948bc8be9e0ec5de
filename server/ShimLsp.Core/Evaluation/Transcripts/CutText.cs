using System.Text;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>Keeps texts of any length small: what routing looks at is at their two ends.</summary>
internal static class CutText
{
    private const int Head = 6_000;
    private const int Tail = 2_000;

    /// <summary>The text, or its first 6,000 and its last 2,000 characters.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text) =>
        text.Length <= Head + Tail ? text : string.Concat(text.AsSpan(0, Head), "\n...\n", text.AsSpan(text.Length - Tail));

    /// <summary>How long a text is in UTF-8.</summary>
    /// <param name="text">The text.</param>
    public static long BytesOf(string text) => Encoding.UTF8.GetByteCount(text);
}
