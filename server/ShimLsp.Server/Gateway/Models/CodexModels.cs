using System.Text.Json;

namespace ShimLsp.Server.Gateway.Models;

/// <summary>
/// What Codex wants to know of each model. It says of none that it takes the reduced format, the code mode or a search of tools: a model
/// behind another shape cannot.
/// </summary>
internal static class CodexModels
{
    // Codex has no prompt of its own for a model that a provider lists.
    private const string Instructions = """
        You are a coding agent that works in the person's own folder, through a terminal.

        - Work until the task is done. Look at the files before you change them, and keep to their style.
        - Search with `rg`. Edit files with `apply_patch`. Run the project's own tests and tools to check your work.
        - Change only what the task needs. Leave alone what others have changed, and never undo it unless you are asked to.
        - Do not commit, push, or delete what cannot be restored unless you are asked to.
        - Obey AGENTS.md files: each holds for its folder and those below it.
        - Answer briefly, in plain words. Name files with their paths. Say what you did, what you checked, and what is left.
        """;

    /// <summary>Writes the list.</summary>
    /// <param name="json">Where to write, an open object.</param>
    /// <param name="models">The models, the first ones shown first.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ListedModel> models)
    {
        json.WriteStartArray("models"u8);
        for (var i = 0; i < models.Count; i++)
        {
            Write(json, models[i], priority: i);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ListedModel model, int priority)
    {
        json.WriteStartObject();
        json.WriteString("slug"u8, model.Slug);
        json.WriteString("display_name"u8, model.DisplayName);
        json.WriteString("description"u8, model.Description);
        json.WriteNull("default_reasoning_level"u8);
        WriteNone(json, "supported_reasoning_levels"u8);
        json.WriteBoolean("supports_reasoning_summaries"u8, false);
        json.WriteString("default_reasoning_summary"u8, "none"u8);
        json.WriteString("shell_type"u8, "unified_exec"u8);
        json.WriteString("visibility"u8, "list"u8);
        json.WriteBoolean("supported_in_api"u8, true);
        json.WriteNumber("priority"u8, priority);
        json.WriteNull("availability_nux"u8);
        json.WriteNull("upgrade"u8);
        json.WriteString("base_instructions"u8, Instructions);
        json.WriteBoolean("support_verbosity"u8, false);
        json.WriteNull("default_verbosity"u8);
        json.WriteString("apply_patch_tool_type"u8, "freeform"u8);
        json.WriteString("web_search_tool_type"u8, "text"u8);
        json.WriteStartObject("truncation_policy"u8);
        json.WriteString("mode"u8, "tokens"u8);
        json.WriteNumber("limit"u8, 10_000);
        json.WriteEndObject();
        json.WriteBoolean("supports_parallel_tool_calls"u8, true);
        json.WriteBoolean("supports_image_detail_original"u8, false);
        WriteWindow(json, model.ContextWindow);
        json.WriteNumber("effective_context_window_percent"u8, 95);
        WriteNone(json, "experimental_supported_tools"u8);
        json.WriteStartArray("input_modalities"u8);
        json.WriteStringValue("text"u8);
        if (model.SupportsImages)
        {
            json.WriteStringValue("image"u8);
        }

        json.WriteEndArray();
        json.WriteBoolean("supports_search_tool"u8, false);
        json.WriteBoolean("use_responses_lite"u8, false);
        json.WriteBoolean("prefer_websockets"u8, false);
        json.WriteEndObject();
    }

    private static void WriteWindow(Utf8JsonWriter json, int? window)
    {
        if (window is { } tokens)
        {
            json.WriteNumber("context_window"u8, tokens);
            json.WriteNumber("max_context_window"u8, tokens);
        }
        else
        {
            json.WriteNull("context_window"u8);
        }
    }

    private static void WriteNone(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
