using System.Text;
using System.Text.Json;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>Tells by a file's first lines who recorded it.</summary>
public static class TranscriptFormat
{
    /// <summary>The first lines to look at. A file that none of them tells of is not a transcript.</summary>
    public const int LinesToLookAt = 40;

    /// <summary>The endings of files that may be transcripts.</summary>
    /// <param name="name">A file's name.</param>
    public static bool MayBe(string name) =>
        name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    /// <summary>The reader of a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="line">One of its first lines, in UTF-8.</param>
    /// <param name="isNew">Whether an id is seen for the first time in this run: sessions that were resumed repeat messages.</param>
    /// <returns>The reader; null if this line does not tell.</returns>
    public static TranscriptReader? Find(string name, ReadOnlyMemory<byte> line, Func<string, bool> isNew)
    {
        if (name.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
        {
            var text = Encoding.UTF8.GetString(line.Span).TrimEnd('\r');
            return AiderReader.Knows(text) ? new AiderReader()
                : SpecStoryReader.Knows(text) ? new SpecStoryReader()
                : null;
        }

        using var document = JsonFields.Parse(line);
        return document is null ? null : Find(document.RootElement, isNew);
    }

    private static TranscriptReader? Find(JsonElement record, Func<string, bool> isNew) =>
        CodexReader.Knows(record) ? new CodexReader()
        : ClaudeCodeReader.Knows(record) ? new ClaudeCodeReader(isNew)
        : null;
}
