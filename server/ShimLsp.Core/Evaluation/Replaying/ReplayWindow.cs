using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ShimLsp.Core.Evaluation.Transcripts;

namespace ShimLsp.Core.Evaluation.Replaying;

/// <summary>
/// The newest part of a conversation, as the chat messages of its next request: all that routing looks at, in bounded memory. The person's
/// messages stay longer than the rest, because a task may have been set many tool calls ago.
/// </summary>
internal sealed class ReplayWindow
{
    private const int Most = 60;
    private const int MostOfPerson = 16;

    private readonly List<TranscriptEvent> events = [];
    private readonly ArrayBufferWriter<byte> buffer = new();
    private int ofPerson;

    /// <summary>The estimated size of the whole conversation in bytes, also of what is no longer here.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds what happened.</summary>
    /// <param name="happened">A message, a call or a result.</param>
    public void Add(TranscriptEvent happened)
    {
        Bytes += happened switch
        {
            TranscriptEvent.PersonSaid said => CutText.BytesOf(said.Text),
            TranscriptEvent.ModelSaid said => said.Bytes,
            TranscriptEvent.ToolCalled called => called.Bytes,
            TranscriptEvent.ToolReturned returned => returned.Bytes,
            _ => 0,
        };
        events.Add(happened);
        ofPerson += happened is TranscriptEvent.PersonSaid ? 1 : 0;
        if (ofPerson > MostOfPerson)
        {
            Remove(static old => old is TranscriptEvent.PersonSaid);
            ofPerson--;
        }
        else if (events.Count > Most)
        {
            Remove(static old => old is not TranscriptEvent.PersonSaid);
        }
    }

    /// <summary>The client replaced what came before by a summary.</summary>
    public void Compact() => Bytes = 0;

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        events.Clear();
        (ofPerson, Bytes) = (0, 0);
    }

    /// <summary>The messages as a chat request has them. The caller disposes them.</summary>
    public JsonDocument Messages()
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            for (var at = 0; at < events.Count; )
            {
                at = Write(json, at);
            }

            json.WriteEndArray();
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private void Remove(Predicate<TranscriptEvent> which) => events.RemoveAt(Math.Max(0, events.FindIndex(which)));

    private int Write(Utf8JsonWriter json, int at)
    {
        switch (events[at])
        {
            case TranscriptEvent.PersonSaid said:
                WriteMessage(json, "user", said.Text);
                return at + 1;
            case TranscriptEvent.ToolReturned returned:
                json.WriteStartObject();
                json.WriteString("role"u8, "tool"u8);
                json.WriteString("tool_call_id"u8, returned.Id ?? IdAt(at - 1));
                json.WriteString("content"u8, returned.Text);
                json.WriteEndObject();
                return at + 1;
            default:
                return WriteReply(json, at);
        }
    }

    /// <summary>What a model said and called in a row is one message.</summary>
    private int WriteReply(Utf8JsonWriter json, int from)
    {
        var to = from;
        while (to < events.Count && events[to] is TranscriptEvent.ModelSaid or TranscriptEvent.ToolCalled)
        {
            to++;
        }

        var reply = events.GetRange(from, to - from);
        json.WriteStartObject();
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, string.Join('\n', reply.OfType<TranscriptEvent.ModelSaid>().Select(said => said.Text)));
        if (reply.Exists(static one => one is TranscriptEvent.ToolCalled))
        {
            json.WriteStartArray("tool_calls"u8);
            for (var i = 0; i < reply.Count; i++)
            {
                if (reply[i] is TranscriptEvent.ToolCalled called)
                {
                    WriteCall(json, called.Id ?? IdAt(from + i), called);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        return to;
    }

    private static void WriteCall(Utf8JsonWriter json, string id, TranscriptEvent.ToolCalled called)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, called.Name);
        json.WriteString("arguments"u8, called.Arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteString("content"u8, text);
        json.WriteEndObject();
    }

    /// <summary>An id for a call without one, whose result is next to it.</summary>
    private static string IdAt(int at) => string.Create(CultureInfo.InvariantCulture, $"call-{at}");
}
