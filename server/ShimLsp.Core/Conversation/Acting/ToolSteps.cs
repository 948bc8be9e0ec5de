using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Acting;

/// <summary>
/// Reads the calls of tools and their results: of chat completions, of Responses and of Messages, whichever a request has. It builds no
/// text, and reads no more than the last calls.
/// </summary>
internal static class ToolSteps
{
    /// <summary>The most calls that are read. Who is stuck for longer is found stuck by the last of them.</summary>
    public const int Most = 64;

    /// <summary>Reads the last calls.</summary>
    /// <param name="turns">Messages or items, a JSON array.</param>
    /// <param name="since">The index of the turn to begin with.</param>
    /// <param name="most">The most calls.</param>
    public static List<ToolStep> Read(JsonElement turns, int since, int most = Most)
    {
        var pairs = new List<Pair>();
        var (index, round, hadResult) = (0, 0, false);
        foreach (var turn in turns.EnumerateArray())
        {
            if (index++ >= since && turn.ValueKind == JsonValueKind.Object)
            {
                Add(pairs, turn, ref round, ref hadResult);
            }
        }

        var first = Math.Max(0, pairs.Count - most);
        var steps = new List<ToolStep>(pairs.Count - first);
        foreach (var pair in CollectionsMarshal.AsSpan(pairs)[first..])
        {
            steps.Add(pair.ToStep());
        }

        return steps;
    }

    private static void Add(List<Pair> pairs, JsonElement turn, ref int round, ref bool hadResult)
    {
        var fields = Fields.Of(turn);
        if (fields.Role is { } role)
        {
            if (LenientJson.Is(role, "tool"u8))
            {
                AddResult(pairs, fields.Id, fields.Content, isError: false, ref hadResult);
                return;
            }

            foreach (var part in Elements(fields.Content))
            {
                AddPart(pairs, Fields.Of(part), ref round, ref hadResult);
            }

            foreach (var call in Elements(fields.Calls))
            {
                AddPart(pairs, Fields.Of(call), ref round, ref hadResult);
            }
        }
        else
        {
            AddPart(pairs, fields, ref round, ref hadResult);
        }
    }

    private static void AddPart(List<Pair> pairs, in Fields fields, ref int round, ref bool hadResult)
    {
        if (fields.Arguments is { } arguments && fields.Id is { } id)
        {
            round += hadResult ? 1 : 0;
            hadResult = false;
            pairs.Add(new(id, fields.Name, arguments, round));
        }
        else if (fields.Result is { } result)
        {
            AddResult(pairs, fields.Id, result, fields.IsError, ref hadResult);
        }
    }

    private static void AddResult(List<Pair> pairs, JsonElement? id, JsonElement? result, bool isError, ref bool hadResult)
    {
        if (id is not { ValueKind: JsonValueKind.String } key || result is not { } content)
        {
            return;
        }

        hadResult = true;
        var wanted = JsonMarshal.GetRawUtf8Value(key);
        var all = CollectionsMarshal.AsSpan(pairs);
        for (var at = all.Length - 1; at >= 0; at--)
        {
            if (JsonMarshal.GetRawUtf8Value(all[at].Id).SequenceEqual(wanted))
            {
                all[at].Result = content;
                all[at].IsError = isError;
                return;
            }
        }
    }

    private static JsonElement.ArrayEnumerator Elements(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    private struct Pair(JsonElement id, JsonElement? name, JsonElement arguments, int round)
    {
        public JsonElement Id { get; } = id;

        public JsonElement? Result { get; set; }

        public bool IsError { get; set; }

        public readonly ToolStep ToStep()
        {
            var tool = name is { ValueKind: JsonValueKind.String } given ? JsonMarshal.GetRawUtf8Value(given) : default;
            var written = JsonMarshal.GetRawUtf8Value(arguments);
            if (arguments.ValueKind == JsonValueKind.String && written.IndexOf("\\u0022"u8) >= 0)
            {
                written = Encoding.UTF8.GetBytes(LenientJson.Text(arguments)); // written by .NET, which escapes more than others do
            }

            var kind = ToolKinds.Of(tool, written);
            var step = new ToolStep(kind, Prints.Of(tool), Prints.Of(tool, written)) { Round = round };
            if (kind == StepKind.Edit)
            {
                step = EditedText.Note(step, written);
            }

            return Result is { } result ? ResultSigns.Note(step, JsonMarshal.GetRawUtf8Value(result), IsError) : step;
        }
    }

    /// <summary>The fields of a turn, a part or an item that say which call it is.</summary>
    private readonly record struct Fields
    {
        public JsonElement? Role { get; private init; }

        public JsonElement? Content { get; private init; }

        public JsonElement? Calls { get; private init; }

        public JsonElement? Id { get; private init; }

        public JsonElement? Name { get; private init; }

        public JsonElement? Arguments { get; private init; }

        public JsonElement? Result { get; private init; }

        public bool IsError { get; private init; }

        public static Fields Of(JsonElement value)
        {
            var fields = default(Fields);
            if (value.ValueKind != JsonValueKind.Object)
            {
                return fields;
            }

            JsonElement? id = null;
            foreach (var field in value.EnumerateObject())
            {
                var name = LenientJson.Name(field);
                fields = name switch
                {
                    _ when name.SequenceEqual("role"u8) => fields with { Role = field.Value },
                    _ when name.SequenceEqual("content"u8) => fields with { Content = field.Value },
                    _ when name.SequenceEqual("tool_calls"u8) => fields with { Calls = field.Value },
                    _ when name.SequenceEqual("name"u8) => fields with { Name = field.Value },
                    _ when name.SequenceEqual("call_id"u8) || name.SequenceEqual("tool_call_id"u8) || name.SequenceEqual("tool_use_id"u8) =>
                        fields with
                        {
                            Id = field.Value,
                        },
                    _ when name.SequenceEqual("arguments"u8) || name.SequenceEqual("input"u8) || name.SequenceEqual("action"u8) =>
                        fields with
                        {
                            Arguments = field.Value,
                        },
                    _ when name.SequenceEqual("output"u8) => fields with { Result = field.Value },
                    _ when name.SequenceEqual("is_error"u8) => fields with { IsError = field.Value.ValueKind == JsonValueKind.True },
                    _ when name.SequenceEqual("function"u8) && field.Value.ValueKind == JsonValueKind.Object => OfFunction(
                        fields,
                        field.Value
                    ),
                    _ => fields,
                };
                if (name.SequenceEqual("id"u8))
                {
                    id = field.Value;
                }
            }

            // A result of Messages is a part whose content is the result.
            var isResult = fields.Role is null && fields.Arguments is null && fields.Id is not null;
            return fields with
            {
                Id = fields.Id ?? (fields.Arguments is null ? null : id),
                Result = fields.Result ?? (isResult ? fields.Content : null),
            };
        }

        private static Fields OfFunction(Fields fields, JsonElement function) =>
            fields with
            {
                Name = LenientJson.Find(function, "name"u8),
                Arguments = LenientJson.Find(function, "arguments"u8),
            };
    }
}
