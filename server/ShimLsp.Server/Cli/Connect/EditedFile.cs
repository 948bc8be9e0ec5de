using System.Text;

namespace ShimLsp.Server.Cli.Connect;

/// <summary>A piece of a file that was replaced.</summary>
/// <param name="Old">The bytes before; empty if the piece was inserted.</param>
/// <param name="New">The bytes since.</param>
internal sealed record FileChange(byte[] Old, byte[] New)
{
    /// <summary>Whether it made an empty file begin. What others wrote into it since keeps it from being taken back, and stays.</summary>
    public bool IsBeginning { get; init; }
}

/// <summary>
/// A file's text while it is edited, and each change, so that all of them can be taken back. The text shows each byte as one character:
/// whatever encoding a person uses, what is not edited stays as it is.
/// </summary>
internal sealed class EditedFile
{
    private readonly List<FileChange> changes = [];

    /// <summary>Begins.</summary>
    /// <param name="bytes">The file; empty if there is none.</param>
    public EditedFile(byte[] bytes) => Text = Encoding.Latin1.GetString(bytes);

    /// <summary>The text, one character for each byte.</summary>
    public string Text { get; private set; }

    /// <summary>The bytes now.</summary>
    public byte[] Bytes => Encoding.Latin1.GetBytes(Text);

    /// <summary>The changes in their order.</summary>
    public IReadOnlyList<FileChange> Changes => changes;

    /// <summary>Replaces a piece.</summary>
    /// <param name="start">Where it begins, in bytes.</param>
    /// <param name="length">Its length in bytes; 0 to insert.</param>
    /// <param name="text">The new text.</param>
    public void Replace(int start, int length, string text) => Replace(start, length, text, isBeginning: false);

    /// <summary>Gives an empty file its first text.</summary>
    /// <param name="text">The text.</param>
    public void Begin(string text) => Replace(0, Text.Length, text, isBeginning: true);

    private void Replace(int start, int length, string text, bool isBeginning)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        changes.Add(new(Encoding.Latin1.GetBytes(Text.Substring(start, length)), bytes) { IsBeginning = isBeginning });
        Text = string.Concat(Text.AsSpan(0, start), Encoding.Latin1.GetString(bytes), Text.AsSpan(start + length));
    }

    /// <summary>Takes changes back from a file that may have changed elsewhere since.</summary>
    /// <param name="bytes">The file now.</param>
    /// <param name="changes">The changes in their order.</param>
    /// <returns>The file without them; null if what was written is no longer there exactly once.</returns>
    public static byte[]? Undo(byte[] bytes, IEnumerable<FileChange> changes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        foreach (var change in changes.Reverse())
        {
            var written = Encoding.Latin1.GetString(change.New);
            var at = text.IndexOf(written, StringComparison.Ordinal);
            if (at < 0 && change.IsBeginning)
            {
                continue;
            }

            if (at < 0 || text.IndexOf(written, at + 1, StringComparison.Ordinal) >= 0)
            {
                return null;
            }

            text = string.Concat(text.AsSpan(0, at), Encoding.Latin1.GetString(change.Old), text.AsSpan(at + written.Length));
        }

        return Encoding.Latin1.GetBytes(text);
    }
}

/// <summary>A configuration file cannot be edited.</summary>
/// <param name="message">Why, after the file's name.</param>
internal sealed class UneditableException(string message) : Exception(message);
