using System.Text.Json;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>Reads a file that has one session, and one JSON object a line.</summary>
internal abstract class JsonLineReader : TranscriptReader
{
    private bool hasStarted;

    /// <inheritdoc/>
    public sealed override void Read(ReadOnlyMemory<byte> line, ICollection<TranscriptEvent> events)
    {
        using var document = JsonFields.Parse(line);
        if (document is null)
        {
            BrokenLines++;
            return;
        }

        if (!hasStarted)
        {
            hasStarted = true;
            events.Add(new TranscriptEvent.SessionStarted());
        }

        Read(document.RootElement, events);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="record">The record; only valid during the call.</param>
    /// <param name="events">Takes what it says.</param>
    protected abstract void Read(JsonElement record, ICollection<TranscriptEvent> events);
}
