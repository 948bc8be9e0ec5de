using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ShimLsp.Core.Evaluation.Transcripts;

namespace ShimLsp.Core.Evaluation.Replaying;

/// <summary>
/// The newest part of a conversation, as the chat messages of its next request: all that routing looks at, in bounded memory. The person's
/// messages stay longer than the rest, because a task may have been set many tool calls ago. Each message is written once.
/// </summary>
internal sealed class ReplayWindow
{
    private const int MostOfPerson = 16;
    private const int MostOfOthers = 160; // more calls and results than routing looks back at

    private const int StartOfResult = 600;
    private const int EndOfResult = 1_800; // the error is at the end

    private readonly List<(bool IsPersons, byte[] Json)> messages = [];
    private readonly ArrayBufferWriter<byte> buffer = new();
    private (int OfPerson, int OfOthers) counts;
    private string call = "";
    private long calls;

    /// <summary>The size of the whole conversation in bytes, also of what is no longer here.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds what happened.</summary>
    /// <param name="happened">A message, a call or a result.</param>
    public void Add(TranscriptEvent happened)
    {
        var isPersons = happened is TranscriptEvent.PersonSaid;
        Bytes += happened switch
        {
            TranscriptEvent.PersonSaid said => CutText.BytesOf(said.Text),
            TranscriptEvent.ModelSaid said => said.Bytes,
            TranscriptEvent.ToolCalled called => called.Bytes,
            TranscriptEvent.ToolReturned returned => returned.Bytes,
            _ => 0,
        };
        messages.Add((isPersons, Written(happened)));
        counts = isPersons ? (counts.OfPerson + 1, counts.OfOthers) : (counts.OfPerson, counts.OfOthers + 1);
        if (counts.OfPerson > MostOfPerson)
        {
            Remove(isPersons: true);
            counts.OfPerson--;
        }
        else if (counts.OfOthers > MostOfOthers)
        {
            Remove(isPersons: false);
            counts.OfOthers--;
        }
    }

    /// <summary>The client replaced what came before by a summary.</summary>
    public void Compact() => Bytes = 0;

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        messages.Clear();
        (counts, Bytes) = (default, 0);
    }

    /// <summary>The messages as a chat request has them. The caller disposes them.</summary>
    public JsonDocument Messages()
    {
        buffer.ResetWrittenCount();
        buffer.Write("["u8);
        for (var i = 0; i < messages.Count; i++)
        {
            if (i > 0)
            {
                buffer.Write(","u8);
            }

            buffer.Write(messages[i].Json);
        }

        buffer.Write("]"u8);
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private void Remove(bool isPersons) => messages.RemoveAt(messages.FindIndex(message => message.IsPersons == isPersons));

    private byte[] Written(TranscriptEvent happened)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            switch (happened)
            {
                case TranscriptEvent.PersonSaid said:
                    Write(json, "user", said.Text);
                    break;
                case TranscriptEvent.ModelSaid said:
                    Write(json, "assistant", Cut(said.Text));
                    break;
                case TranscriptEvent.ToolCalled called:
                    call = called.Id ?? string.Create(CultureInfo.InvariantCulture, $"call-{++calls}");
                    Write(json, "assistant", "");
                    WriteCall(json, called);
                    break;
                case TranscriptEvent.ToolReturned returned:
                    Write(json, "tool", Cut(returned.Text));
                    json.WriteString("tool_call_id"u8, returned.Id ?? call); // without ids, a result follows its call
                    break;
                default:
                    break;
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string role, string text)
    {
        json.WriteString("role"u8, role);
        json.WriteString("content"u8, text);
    }

    private void WriteCall(Utf8JsonWriter json, TranscriptEvent.ToolCalled called)
    {
        json.WriteStartArray("tool_calls"u8);
        json.WriteStartObject();
        json.WriteString("id"u8, call);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, called.Name);
        json.WriteString("arguments"u8, called.Arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Cut(string text) =>
        text.Length <= StartOfResult + EndOfResult
            ? text
            : string.Concat(text.AsSpan(0, StartOfResult), "\n...\n", text.AsSpan(text.Length - EndOfResult));
}
