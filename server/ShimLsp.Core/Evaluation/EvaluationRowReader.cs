using System.Text.Json;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Evaluation;

/// <summary>
/// Reads rows of JSON such as <c>{"bench": "b", "id": "1", "text": "...", "weak": {"model": "m", "score": 0}, "strong": {...}}</c>. Instead
/// of <c>text</c> a row may have <c>messages</c>, as in a chat. Unknown fields are ignored.
/// </summary>
public static class EvaluationRowReader
{
    /// <summary>Reads one row. Never throws, whatever the bytes.</summary>
    /// <param name="line">The row as UTF-8.</param>
    public static EvaluationRowRead Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Read(document.RootElement);
        }
        catch (JsonException broken)
        {
            // The exception's own message quotes the line.
            return new(
                null,
                "This is not JSON from here on. A row is one JSON object on one line. JSON has no NaN and no Infinity.",
                broken.BytePositionInLine
            );
        }
    }

    private static EvaluationRowRead Read(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            return Failed("A row is a JSON object with `text`, `weak` and `strong`.");
        }

        if (Name(row, "bench"u8, out var bench) is { } noBench)
        {
            return Failed($"`bench` {noBench}");
        }

        if (Name(row, "id"u8, out var id) is { } noId)
        {
            return Failed($"`id` {noId}");
        }

        if (Outcome(row, "weak"u8, out var weak) is { } noWeak)
        {
            return Failed($"`weak{noWeak}");
        }

        if (Outcome(row, "strong"u8, out var strong) is { } noStrong)
        {
            return Failed($"`strong{noStrong}");
        }

        return Signal(row, out var signal) is { } noSignal
            ? Failed(noSignal)
            : new(new(bench ?? EvaluationRow.AnyBench, id, signal!, weak!, strong!), null);
    }

    private static EvaluationRowRead Failed(string problem) => new(null, problem);

    // Each of these returns the problem, or null.
    private static string? Name(JsonElement row, ReadOnlySpan<byte> field, out string? name)
    {
        var value = LenientJson.Find(row, field);
        name = value switch
        {
            { ValueKind: JsonValueKind.String } text => LenientJson.Text(text),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };
        return value is not null && string.IsNullOrWhiteSpace(name) ? "must be text or a number. Or leave it out." : null;
    }

    private static string? Outcome(JsonElement row, ReadOnlySpan<byte> field, out ModelOutcome? outcome)
    {
        outcome = null;
        if (LenientJson.Find(row, field) is not { ValueKind: JsonValueKind.Object } value)
        {
            return "` must be an object with `model` and `score`.";
        }

        if (
            LenientJson.Find(value, "model"u8) is not { ValueKind: JsonValueKind.String } model
            || LenientJson.Text(model) is var name && string.IsNullOrWhiteSpace(name)
        )
        {
            return ".model` must be a model's name.";
        }

        if (
            LenientJson.Find(value, "score"u8) is not { ValueKind: JsonValueKind.Number } number
            || !number.TryGetDouble(out var score)
            || score is not (>= 0 and <= 1)
        )
        {
            return ".score` must be a number from 0 (wrong) to 1 (right).";
        }

        outcome = new(name, score);
        return null;
    }

    private static string? Signal(JsonElement row, out TaskSignal? signal)
    {
        signal = null;
        var text = LenientJson.Find(row, "text"u8);
        var messages = LenientJson.Find(row, "messages"u8);
        if (text is { ValueKind: not JsonValueKind.String })
        {
            return "`text` must be the task's text, a string.";
        }

        if ((text is null) == (messages is null))
        {
            return text is null ? "The task is missing. Give `text`, or `messages` as in a chat." : "Give `text` or `messages`, not both.";
        }

        var read = SignalReader.Read(new() { Task = text is { } task ? LenientJson.Text(task) : null, Messages = messages });
        signal = read.Signal;
        return read switch
        {
            { IsRead: false, Problem: var fault } => FaultOf(text is null ? fault.Path : "text", fault.Message),
            { Signal.Text: "" } => "The task has no text to score.",
            _ => null,
        };
    }

    // A fault is the rest of a sentence that begins with its field, or a sentence of its own.
    private static string FaultOf(string path, string message) => $"`{path}`{(char.IsUpper(message[0]) ? ": " : " ")}{message}";
}
