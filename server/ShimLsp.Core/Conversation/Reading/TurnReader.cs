using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>
/// Reads the turns of a conversation: messages, or the items of a Responses request. Everything is carried, or is a fault, except items of
/// unknown types, which are counted.
/// </summary>
/// <param name="faults">Receives the faults.</param>
/// <param name="turns">Takes what was read.</param>
internal sealed class TurnReader(RequestFaults faults, TurnList turns)
{
    // Claude Code puts it before the system prompt. It changes with each version, so it would spoil other providers' prompt caches.
    private static ReadOnlySpan<byte> BillingLine => "x-anthropic-billing-header:"u8;

    private readonly MediaReader media = new(faults);
    private readonly DroppedItems dropped = new();
    private ToolTurnReader? tools;

    private ToolTurnReader ToolTurns => tools ??= new(faults, media, dropped);

    /// <summary>The tools that items among the turns offer.</summary>
    public List<OfferedTool> Tools { get; } = [];

    /// <summary>What was left out.</summary>
    public DroppedItems Dropped => dropped;

    /// <summary>Whether the client wants the conversation made shorter, in OpenAI's own way.</summary>
    public bool IsCompaction { get; private set; }

    /// <summary>Reads an array of turns.</summary>
    /// <param name="items">The array.</param>
    /// <param name="path">Where it is.</param>
    public void ReadAll(JsonElement items, string path)
    {
        var i = 0;
        foreach (var item in items.EnumerateArray())
        {
            Read(item, $"{path}[{i++}]");
        }
    }

    /// <summary>Reads a system prompt: a text, or an array of text parts.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="path">Where it is.</param>
    public void ReadSystem(JsonElement prompt, string path)
    {
        List<Part> contents = [];
        Contents(prompt, path, contents, isText: true);
        contents.RemoveAll(part => part is Part.Text text && text.StartsWith(BillingLine));
        turns.Add(TurnRole.System, contents);
    }

    private void Read(JsonElement item, string path)
    {
        if (!faults.IsObject(item, path))
        {
            return;
        }

        switch (faults.OptionalText(item, "type"u8, path + ".type"))
        {
            case null or "message":
                ReadMessage(item, path);
                break;
            case "function_call":
                turns.AddToAssistant(ToolTurns.FunctionCall(item, path));
                break;
            case "custom_tool_call":
                turns.AddToAssistant(ToolTurns.CustomCall(item, path));
                break;
            case "local_shell_call":
                turns.AddToAssistant(ToolTurns.ShellCall(item, path));
                break;
            case "function_call_output" or "custom_tool_call_output":
                turns.AddResult(ToolTurns.Result(item, "call_id", "output", path));
                break;
            case "local_shell_call_output":
                turns.AddResult(ToolTurns.Result(item, ToolTurnReader.ShellIdField(item), "output", path));
                break;
            case "reasoning" or "compaction" when IsKept(item, "encrypted_content"u8):
                turns.PutReturned();
                break;
            case "reasoning" or "compaction":
                turns.AddToAssistant(new Part.Reasoning(RequestFormat.Responses) { Source = item, Carried = item });
                break;
            case "additional_tools":
                Tools.AddRange(new ToolReader(faults).Tools(LenientJson.Find(item, "tools"u8) ?? default, path + ".tools"));
                break;
            case "item_reference":
                faults.Add(path, "This item is stored by one provider. Give the item itself.");
                break;
            case "compaction_trigger":
                IsCompaction = !turns.IsEmpty;
                turns.Add(TurnRole.User, IsCompaction ? [new Part.Text(CompactionPrompt.Request) { Source = item }] : []);
                break;
            case { } other:
                dropped.Add(other);
                break;
        }
    }

    private void ReadMessage(JsonElement message, string path)
    {
        if (LenientJson.Find(message, "images"u8) is { ValueKind: JsonValueKind.Array } images && images.GetArrayLength() > 0)
        {
            faults.Add(path + ".images", "Give images as parts of the content, of type image_url.");
        }

        var contents = new List<Part>();
        switch (faults.Text(message, "role"u8, path + ".role"))
        {
            case "system" or "developer":
                Content(message, path, contents, isText: true);
                turns.Add(TurnRole.System, contents);
                break;
            case "user":
                Content(message, path, contents);
                if (contents.Exists(part => part is Part.ToolCall))
                {
                    faults.Add(path + ".content", "Only an assistant's message can call a tool.");
                }

                turns.Add(TurnRole.User, contents);
                break;
            case "assistant":
                ReturnedReader.ReadTurn(message, contents);
                Content(message, path, contents, isModels: true);
                Calls(message, path, contents);
                turns.Add(TurnRole.Assistant, contents);
                turns.PutReturned();
                break;
            case "tool":
                turns.AddResult(ToolTurns.Result(message, "tool_call_id", "content", path));
                break;
            default:
                faults.Add(path + ".role", "must be system, developer, user, assistant or tool.");
                break;
        }
    }

    /// <summary>Whether a thought is one that we made for a client of another shape. If so, what is in it is read.</summary>
    private bool IsKept(JsonElement thought, ReadOnlySpan<byte> field) =>
        LenientJson.Find(thought, field) is { ValueKind: JsonValueKind.String } text
        && ReturnedReader.TryReadKept(JsonText.Of(text), turns);

    private void Calls(JsonElement message, string path, List<Part> contents)
    {
        if (LenientJson.Find(message, "function_call"u8) is not null)
        {
            faults.Add(path + ".function_call", "Use tool_calls.");
        }

        if (LenientJson.Find(message, "tool_calls"u8) is not { } calls)
        {
            return;
        }

        path += ".tool_calls";
        if (calls.ValueKind is not JsonValueKind.Array)
        {
            faults.Add(path, "must be an array.");
            return;
        }

        var i = 0;
        foreach (var call in calls.EnumerateArray())
        {
            if (ToolTurns.ToolCall(call, $"{path}[{i++}]") is { } read)
            {
                contents.Add(read);
            }
        }
    }

    private void Content(JsonElement message, string path, List<Part> contents, bool isText = false, bool isModels = false)
    {
        if (LenientJson.Find(message, "content"u8) is { } content)
        {
            Contents(content, path + ".content", contents, isText, isModels);
        }
        else if (!isModels) // a model's turn may be calls alone
        {
            faults.Add(path + ".content", "must be a string or an array of parts.");
        }
    }

    private void Contents(JsonElement content, string path, List<Part> contents, bool isText, bool isModels = false)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                contents.Add(new Part.Text(content) { Source = content });
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var part in content.EnumerateArray())
                {
                    var here = $"{path}[{i++}]";
                    if (ReadPart(part, here, isModels) is not { } read)
                    {
                        continue;
                    }

                    if (isText && read is not Part.Text)
                    {
                        faults.Add(here, "A system prompt can hold only text.");
                    }

                    contents.Add(read with { Source = part });
                }

                break;
            default:
                faults.Add(path, "must be a string or an array of parts.");
                break;
        }
    }

    /// <summary>Reads a part; null if it is a fault, or a tool's result, which goes to a turn of its own.</summary>
    private Part? ReadPart(JsonElement part, string path, bool isModels)
    {
        if (media.TryTextOrImage(part, path, out var kind, out var content))
        {
            return content;
        }

        switch (kind)
        {
            case "refusal":
                return new Part.Text(faults.Text(part, "refusal"u8, path + ".refusal"));
            case var _ when media.TryFile(part, kind, path, out var file):
                return file;
            case "tool_use":
                return ToolTurns.ToolUse(part, path);
            case "tool_result":
                turns.AddResult(ToolTurns.Result(part, "tool_use_id", "content", path));
                return null;
            case "thinking" when IsKept(part, "signature"u8):
            case "redacted_thinking" when IsKept(part, "data"u8):
                return null;
            case "thinking" or "redacted_thinking":
                return new Part.Reasoning(RequestFormat.AnthropicMessages) { Carried = part };
            case "reasoning":
                return new Part.Reasoning(RequestFormat.Responses) { Carried = part };
            case { } other when isModels: // what its provider put into the turn, such as the results of a search
                dropped.Add(other);
                return null;
            default:
                faults.Add(path, "Not every provider supports this part. Use text, images, PDF files, tool calls and their results.");
                return null;
        }
    }
}
