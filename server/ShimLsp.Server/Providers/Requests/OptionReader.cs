using System.Text.Json;
using Microsoft.Extensions.AI;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Requests;

/// <summary>
/// Reads what a body asks beside its turns. What only shapes how a provider keeps or counts a request (<c>store</c>, <c>metadata</c>,
/// <c>user</c>, <c>cache_control</c>) is passed over, and so are <c>model</c> and <c>stream</c>, which others decide.
/// </summary>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class OptionReader(RequestFaults faults)
{
    /// <summary>The key of an option's additional properties for whether a reply must obey its schema.</summary>
    public const string Strict = "strict";

    private readonly ToolReader tools = new(faults);

    /// <summary>Reads a body's options.</summary>
    /// <param name="body">The body, an object.</param>
    /// <param name="options">Where they go.</param>
    public void Read(JsonElement body, ChatOptions options)
    {
        options.MaxOutputTokens =
            Tokens(body, "max_completion_tokens"u8, "body.max_completion_tokens")
            ?? Tokens(body, "max_output_tokens"u8, "body.max_output_tokens")
            ?? Tokens(body, "max_tokens"u8, "body.max_tokens");
        options.Temperature = (float?)faults.OptionalNumber(body, "temperature"u8, "body.temperature");
        options.TopP = (float?)faults.OptionalNumber(body, "top_p"u8, "body.top_p");
        options.TopK = Whole(faults.OptionalNumber(body, "top_k"u8, "body.top_k"), 1, int.MaxValue, "body.top_k") is { } topK
            ? (int)topK
            : null;
        options.PresencePenalty = (float?)faults.OptionalNumber(body, "presence_penalty"u8, "body.presence_penalty");
        options.FrequencyPenalty = (float?)faults.OptionalNumber(body, "frequency_penalty"u8, "body.frequency_penalty");
        options.Seed = Whole(faults.OptionalNumber(body, "seed"u8, "body.seed"), long.MinValue, long.MaxValue, "body.seed");
        options.StopSequences = Stops(body, "stop"u8, "body.stop") ?? Stops(body, "stop_sequences"u8, "body.stop_sequences");
        ReadReasoning(body, options);
        ReadFormat(body, options);
        ReadTools(body, options);
        RefuseStored(body);
    }

    /// <summary>Reads an array of tools, in any of the three shapes.</summary>
    /// <param name="array">The array.</param>
    /// <param name="path">Where it is.</param>
    public List<AITool> Tools(JsonElement array, string path) => tools.Tools(array, path);

    private int? Tokens(JsonElement body, ReadOnlySpan<byte> name, string path) =>
        (int?)Whole(faults.OptionalNumber(body, name, path), 1, int.MaxValue, path);

    private long? Whole(double? number, long least, long most, string path)
    {
        if (number is not { } value)
        {
            return null;
        }

        if (value == Math.Truncate(value) && value >= least && value <= most && Math.Abs(value) < 1L << 53)
        {
            return (long)value;
        }

        faults.Add(path, least == 1 ? "Must be a whole number of at least 1." : "Must be a whole number.");
        return null;
    }

    private List<string>? Stops(JsonElement body, ReadOnlySpan<byte> name, string path)
    {
        if (LenientJson.Find(body, name) is not { } stop)
        {
            return null;
        }

        if (stop.ValueKind is JsonValueKind.String)
        {
            return [JsonText.Of(stop)];
        }

        if (stop.ValueKind is JsonValueKind.Array && stop.EnumerateArray().All(one => one.ValueKind is JsonValueKind.String))
        {
            return stop.GetArrayLength() == 0 ? null : [.. stop.EnumerateArray().Select(JsonText.Of)];
        }

        faults.Add(path, "Must be a string or an array of strings.");
        return null;
    }

    private void ReadReasoning(JsonElement body, ChatOptions options)
    {
        var effort = faults.OptionalText(body, "reasoning_effort"u8, "body.reasoning_effort");
        if (LenientJson.Find(body, "reasoning"u8) is { } reasoning && faults.IsObject(reasoning, "body.reasoning"))
        {
            effort ??= faults.OptionalText(reasoning, "effort"u8, "body.reasoning.effort");
        }

        ReasoningEffort? known = effort switch
        {
            "none" => ReasoningEffort.None,
            "minimal" or "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            "xhigh" or "max" => ReasoningEffort.ExtraHigh,
            _ => null, // a provider's newer word: its own default serves
        };
        if (known is not null)
        {
            options.Reasoning = new() { Effort = known };
        }
    }

    private void ReadFormat(JsonElement body, ChatOptions options)
    {
        if (LenientJson.Find(body, "response_format"u8) is { } format)
        {
            Format(format, "json_schema"u8, "body.response_format", options);
        }
        else if (Inner(body, "text"u8, "body.text") is { } text)
        {
            Format(text, default, "body.text.format", options);
        }
        else if (Inner(body, "output_config"u8, "body.output_config") is { } output)
        {
            Format(output, default, "body.output_config.format", options);
        }
    }

    private JsonElement? Inner(JsonElement body, ReadOnlySpan<byte> name, string path) =>
        LenientJson.Find(body, name) is { } holder && faults.IsObject(holder, path) ? LenientJson.Find(holder, "format"u8) : null;

    private void Format(JsonElement format, ReadOnlySpan<byte> inner, string path, ChatOptions options)
    {
        if (!faults.IsObject(format, path))
        {
            return;
        }

        switch (faults.Text(format, "type"u8, path + ".type"))
        {
            case "text":
                break;
            case "json_object":
                options.ResponseFormat = ChatResponseFormat.Json;
                break;
            case "json_schema":
                var holder = inner.IsEmpty ? format : LenientJson.Find(format, inner);
                path += inner.IsEmpty ? "" : ".json_schema";
                if (faults.IsObject(holder, path))
                {
                    Schema(holder.Value, path, options);
                }

                break;
            default:
                faults.Add(path + ".type", "Must be text, json_object or json_schema.");
                break;
        }
    }

    private void Schema(JsonElement holder, string path, ChatOptions options)
    {
        var schema = LenientJson.Find(holder, "schema"u8);
        if (!faults.IsObject(schema, path + ".schema"))
        {
            return;
        }

        if (JsonText.Copy(schema.Value) is not { } copy)
        {
            faults.Add(path + ".schema", "Nests too deep.");
            return;
        }

        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(
            copy,
            faults.OptionalText(holder, "name"u8, path + ".name"),
            faults.OptionalText(holder, "description"u8, path + ".description")
        );
        if (faults.OptionalBool(holder, "strict"u8, path + ".strict") is { } strict)
        {
            options.AdditionalProperties = new() { [Strict] = strict };
        }
    }

    private void ReadTools(JsonElement body, ChatOptions options)
    {
        if (LenientJson.Find(body, "functions"u8) is not null)
        {
            faults.Add("body.functions", "Use tools.");
        }

        if (LenientJson.Find(body, "tools"u8) is { } array)
        {
            options.Tools = tools.Tools(array, "body.tools");
        }

        options.AllowMultipleToolCalls = faults.OptionalBool(body, "parallel_tool_calls"u8, "body.parallel_tool_calls");
        if (LenientJson.Find(body, "tool_choice"u8) is not { } choice)
        {
            return;
        }

        options.ToolMode = tools.Choice(choice, "body.tool_choice");
        if (
            choice.ValueKind is JsonValueKind.Object
            && faults.OptionalBool(choice, "disable_parallel_tool_use"u8, "body.tool_choice.disable_parallel_tool_use") is { } isDisabled
        )
        {
            options.AllowMultipleToolCalls ??= !isDisabled;
        }
    }

    /// <summary>What one provider has stored is not in the request: without it the model would answer something else.</summary>
    private void RefuseStored(JsonElement body)
    {
        foreach (var name in (ReadOnlySpan<string>)["previous_response_id", "conversation", "prompt"])
        {
            if (LenientJson.Find(body, System.Text.Encoding.UTF8.GetBytes(name)) is not null)
            {
                faults.Add("body." + name, "What one provider has stored cannot be carried: give all of the conversation.");
            }
        }
    }
}
