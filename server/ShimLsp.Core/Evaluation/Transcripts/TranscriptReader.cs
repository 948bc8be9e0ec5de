namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>
/// Reads one recorded file line by line, so that a file of any size is never whole in memory. A line that cannot be read is counted and
/// passed over. Not thread-safe.
/// </summary>
public abstract class TranscriptReader
{
    private protected TranscriptReader() { }

    /// <summary>The program that recorded it.</summary>
    public abstract TranscriptClient Client { get; }

    /// <summary>The session's id; null if the record does not say.</summary>
    public string? SessionId { get; private protected set; }

    /// <summary>The model that the record named last; null if it names none.</summary>
    public string? Model { get; private protected set; }

    /// <summary>Lines that could not be read.</summary>
    public int BrokenLines { get; private protected set; }

    /// <summary>Messages to subagents, which a program wrote. They are passed over.</summary>
    public int SubagentMessages { get; private protected set; }

    /// <summary>Messages that another file of the same run has as well. They are passed over.</summary>
    public int RepeatedMessages { get; private protected set; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line in UTF-8, without its end.</param>
    /// <param name="events">Takes what it says.</param>
    public abstract void Read(ReadOnlyMemory<byte> line, ICollection<TranscriptEvent> events);

    /// <summary>Ends the file.</summary>
    /// <param name="events">Takes what was still open.</param>
    public abstract void End(ICollection<TranscriptEvent> events);
}
