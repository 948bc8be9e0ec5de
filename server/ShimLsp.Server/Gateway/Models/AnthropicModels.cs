using System.Text.Json;
using ShimLsp.Server.Gateway.Work.Requests;

namespace ShimLsp.Server.Gateway.Models;

/// <summary>The list that Anthropic's clients read. Claude Code shows only names that have one of two words in them.</summary>
internal static class AnthropicModels
{
    /// <summary>Writes it.</summary>
    /// <param name="json">Where to write, an open object.</param>
    /// <param name="models">The models.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ListedModel> models)
    {
        json.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "model"u8);
            json.WriteString("id"u8, IdOf(model));
            json.WriteString("display_name"u8, model.DisplayName);
            json.WriteString("created_at"u8, "1970-01-01T00:00:00Z"u8); // nobody knows, and the field is required
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more"u8, false);
        json.WriteString("first_id"u8, models.Count == 0 ? null : IdOf(models[0]));
        json.WriteString("last_id"u8, models.Count == 0 ? null : IdOf(models[^1]));
    }

    private static string IdOf(ListedModel model) =>
        model.Slug.Contains("claude", StringComparison.OrdinalIgnoreCase)
        || model.Slug.Contains("anthropic", StringComparison.OrdinalIgnoreCase)
            ? model.Slug
            : NamedModel.ClaudePrefix + model.Slug;
}
