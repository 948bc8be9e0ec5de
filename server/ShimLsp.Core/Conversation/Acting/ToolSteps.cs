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
        var pairs = new List<Pair>(Most);
        var kinds = new Dictionary<int, ToolUse>();
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
            steps.Add(pair.ToStep(kinds));
        }

        return steps;
    }

    private static void Add(List<Pair> pairs, JsonElement turn, ref int round, ref bool hadResult)
    {
        var fields = CallFields.Of(turn);
        if (fields.Role.ValueKind == JsonValueKind.String)
        {
            if (LenientJson.Is(fields.Role, "tool"u8))
            {
                AddResult(pairs, fields.Id, fields.Content, isError: false, ref hadResult);
                return;
            }

            foreach (var part in Elements(fields.Content))
            {
                AddPart(pairs, CallFields.Of(part), ref round, ref hadResult);
            }

            foreach (var call in Elements(fields.Calls))
            {
                AddPart(pairs, CallFields.Of(call), ref round, ref hadResult);
            }
        }
        else
        {
            AddPart(pairs, fields, ref round, ref hadResult);
        }
    }

    private static void AddPart(List<Pair> pairs, in CallFields fields, ref int round, ref bool hadResult)
    {
        if (fields.IsCall)
        {
            round += hadResult ? 1 : 0;
            hadResult = false;
            pairs.Add(new(fields.Id, fields.Name, fields.Arguments, round));
        }
        else if (fields.Result.ValueKind != JsonValueKind.Undefined)
        {
            AddResult(pairs, fields.Id, fields.Result, fields.IsError, ref hadResult);
        }
    }

    private static void AddResult(List<Pair> pairs, JsonElement id, JsonElement result, bool isError, ref bool hadResult)
    {
        if (id.ValueKind != JsonValueKind.String || result.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        hadResult = true;
        var wanted = JsonMarshal.GetRawUtf8Value(id);
        var all = CollectionsMarshal.AsSpan(pairs);
        for (var at = all.Length - 1; at >= 0; at--)
        {
            if (JsonMarshal.GetRawUtf8Value(all[at].Id).SequenceEqual(wanted))
            {
                all[at].Result = result;
                all[at].IsError = isError;
                return;
            }
        }
    }

    private static JsonElement.ArrayEnumerator Elements(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;

    private struct Pair(JsonElement id, JsonElement name, JsonElement arguments, int round)
    {
        public JsonElement Id { get; } = id;

        public JsonElement Result { get; set; }

        public bool IsError { get; set; }

        public readonly ToolStep ToStep(Dictionary<int, ToolUse> kinds)
        {
            var tool = name.ValueKind == JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(name) : default;
            var print = Prints.Of(tool);
            if (!kinds.TryGetValue(print, out var use))
            {
                kinds.Add(print, use = ToolKinds.Of(tool)); // an agent calls the same few tools over and over
            }

            var written = JsonMarshal.GetRawUtf8Value(arguments);
            if (arguments.ValueKind == JsonValueKind.String && written.IndexOf("\\u0022"u8) >= 0)
            {
                written = Encoding.UTF8.GetBytes(LenientJson.Text(arguments)); // written by .NET, which escapes more than others do
            }

            var kind = ToolKinds.Of(use, written);
            var step = new ToolStep(kind, print, Prints.Of(tool, written)) { Round = round };
            if (kind == StepKind.Edit)
            {
                step = EditedText.Note(step, written);
            }

            return Result.ValueKind == JsonValueKind.Undefined
                ? step
                : ResultSigns.Note(step, JsonMarshal.GetRawUtf8Value(Result), IsError);
        }
    }
}
