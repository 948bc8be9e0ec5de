using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>
/// Reads a body's options. It ignores fields that only say how a provider stores or counts a request (<c>store</c>, <c>metadata</c>,
/// <c>user</c>, <c>cache_control</c>). It also ignores <c>model</c> and <c>stream</c>, which the caller decides.
/// </summary>
/// <param name="faults">Receives the faults.</param>
internal sealed class OptionReader(RequestFaults faults)
{
    private readonly ToolReader tools = new(faults);

    /// <summary>Reads a request's options.</summary>
    /// <param name="frame">The request, without a fault.</param>
    /// <param name="additional">Tools that items among the turns offer.</param>
    public ConversationOptions Read(in RequestFrame frame, List<OfferedTool> additional)
    {
        var options = frame.Body is { } body ? Sampling(body) with { Effort = Effort(body), Reply = Reply(frame, body) } : new();
        options = WithTools(frame, options, additional);
        if (frame.Body is { } whole)
        {
            RefuseStored(whole);
        }

        return options;
    }

    private ConversationOptions Sampling(JsonElement body) =>
        new()
        {
            MaxOutputTokens =
                Tokens(body, "max_completion_tokens"u8, "body.max_completion_tokens")
                ?? Tokens(body, "max_output_tokens"u8, "body.max_output_tokens")
                ?? Tokens(body, "max_tokens"u8, "body.max_tokens"),
            Temperature = (float?)faults.OptionalNumber(body, "temperature"u8, "body.temperature"),
            TopP = (float?)faults.OptionalNumber(body, "top_p"u8, "body.top_p"),
            TopK = Tokens(body, "top_k"u8, "body.top_k"),
            PresencePenalty = (float?)faults.OptionalNumber(body, "presence_penalty"u8, "body.presence_penalty"),
            FrequencyPenalty = (float?)faults.OptionalNumber(body, "frequency_penalty"u8, "body.frequency_penalty"),
            CacheKey = LenientJson.Find(body, "prompt_cache_key"u8) is { ValueKind: JsonValueKind.String } key ? JsonText.Of(key) : null,
            Thinking = LenientJson.Find(body, "thinking"u8) is { ValueKind: JsonValueKind.Object } thinking ? thinking : null,
            Seed = Whole(faults.OptionalNumber(body, "seed"u8, "body.seed"), long.MinValue, long.MaxValue, "body.seed"),
            StopSequences = Stops(body, "stop"u8, "body.stop") is { Length: > 0 } stops
                ? stops
                : Stops(body, "stop_sequences"u8, "body.stop_sequences"),
        };

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

        faults.Add(path, least == 1 ? "must be a whole number of at least 1." : "must be a whole number.");
        return null;
    }

    private ImmutableArray<string> Stops(JsonElement body, ReadOnlySpan<byte> name, string path)
    {
        switch (LenientJson.Find(body, name))
        {
            case null:
                return [];
            case { ValueKind: JsonValueKind.String } one:
                return [JsonText.Of(one)];
            case { ValueKind: JsonValueKind.Array } several
                when several.EnumerateArray().All(element => element.ValueKind is JsonValueKind.String):
                return [.. several.EnumerateArray().Select(JsonText.Of)];
            default:
                faults.Add(path, "must be a string or an array of strings.");
                return [];
        }
    }

    private ThinkingEffort? Effort(JsonElement body)
    {
        var effort = faults.OptionalText(body, "reasoning_effort"u8, "body.reasoning_effort");
        if (LenientJson.Find(body, "reasoning"u8) is { } reasoning && faults.IsObject(reasoning, "body.reasoning"))
        {
            effort ??= faults.OptionalText(reasoning, "effort"u8, "body.reasoning.effort");
        }

        if (LenientJson.Find(body, "output_config"u8) is { ValueKind: JsonValueKind.Object } config)
        {
            effort ??= faults.OptionalText(config, "effort"u8, "body.output_config.effort");
        }

        return effort switch
        {
            "none" => ThinkingEffort.None,
            "minimal" or "low" => ThinkingEffort.Low,
            "medium" => ThinkingEffort.Medium,
            "high" => ThinkingEffort.High,
            "xhigh" or "max" => ThinkingEffort.Highest,
            _ => null, // a provider's newer word: its own default will do
        };
    }

    private JsonReply? Reply(in RequestFrame frame, JsonElement body)
    {
        if (frame.ReplyFormat is not { } field)
        {
            MustBeObject(body, "text"u8, "body.text");
            MustBeObject(body, "output_config"u8, "body.output_config");
            return null;
        }

        var (format, path, isNested) = field;
        if (!faults.IsObject(format, path))
        {
            return null;
        }

        switch (faults.Text(format, "type"u8, path + ".type"))
        {
            case "text":
                return null;
            case "json_object":
                return new();
            case "json_schema":
                var holder = isNested ? LenientJson.Find(format, "json_schema"u8) : format;
                path += isNested ? ".json_schema" : "";
                return faults.IsObject(holder, path) ? Schema(holder.Value, path) : null;
            default:
                faults.Add(path + ".type", "must be text, json_object or json_schema.");
                return null;
        }
    }

    private void MustBeObject(JsonElement body, ReadOnlySpan<byte> name, string path)
    {
        if (LenientJson.Find(body, name) is { } holder)
        {
            faults.IsObject(holder, path);
        }
    }

    private JsonReply? Schema(JsonElement holder, string path)
    {
        var schema = LenientJson.Find(holder, "schema"u8);
        if (!faults.IsObject(schema, path + ".schema"))
        {
            return null;
        }

        if (JsonText.Copy(schema.Value) is not { } copy)
        {
            faults.Add(path + ".schema", "nests too deep.");
            return null;
        }

        return new(
            copy,
            faults.OptionalText(holder, "name"u8, path + ".name"),
            faults.OptionalText(holder, "description"u8, path + ".description"),
            faults.OptionalBool(holder, "strict"u8, path + ".strict")
        );
    }

    private ConversationOptions WithTools(in RequestFrame frame, ConversationOptions options, List<OfferedTool> additional)
    {
        if (frame.Functions is not null)
        {
            faults.Add("body.functions", "Use tools.");
        }

        if (frame.Tools is { } array)
        {
            options = options with { Tools = [.. tools.Tools(array, frame.ToolsPath)] };
        }

        if (additional.Count > 0)
        {
            // The item comes after the field, so what it says of a tool is newer.
            var named = additional.Select(tool => (tool.Namespace, tool.Name)).ToHashSet();
            var before = options.Tools.Where(tool => !named.Contains((tool.Namespace, tool.Name)));
            options = options with { Tools = [.. before, .. additional.DistinctBy(tool => (tool.Namespace, tool.Name))] };
        }

        return frame.Body is { } body ? WithChoice(body, options) : options;
    }

    private ConversationOptions WithChoice(JsonElement body, ConversationOptions options)
    {
        var isParallel = faults.OptionalBool(body, "parallel_tool_calls"u8, "body.parallel_tool_calls");
        if (LenientJson.Find(body, "tool_choice"u8) is not { } choice)
        {
            return options with { AllowsParallelCalls = isParallel };
        }

        if (AllowedTools.Apply(choice, options, faults, "body.tool_choice") is { } restricted)
        {
            return restricted with { AllowsParallelCalls = isParallel };
        }

        var isSingle =
            choice.ValueKind is JsonValueKind.Object
                ? faults.OptionalBool(choice, "disable_parallel_tool_use"u8, "body.tool_choice.disable_parallel_tool_use")
                : null;
        return options with
        {
            ToolChoice = tools.Choice(choice, options.Tools, "body.tool_choice"),
            AllowsParallelCalls = isParallel ?? !isSingle,
        };
    }

    /// <summary>Data that one provider has stored is not in the request, and without it the model would answer something else.</summary>
    private void RefuseStored(JsonElement body)
    {
        foreach (var name in (ReadOnlySpan<string>)["previous_response_id", "conversation", "prompt"])
        {
            if (LenientJson.Find(body, System.Text.Encoding.UTF8.GetBytes(name)) is not null)
            {
                faults.Add("body." + name, "This is stored by one provider. Give the whole conversation.");
            }
        }
    }
}
