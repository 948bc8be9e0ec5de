using System.Text.Json;

namespace ShimLsp.Server.Gateway.Models;

/// <summary>The list that OpenAI's clients read.</summary>
internal static class OpenAiModels
{
    /// <summary>Writes it.</summary>
    /// <param name="json">Where to write, an open object.</param>
    /// <param name="models">The models.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ListedModel> models)
    {
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, model.Slug);
            json.WriteString("object"u8, "model"u8);
            json.WriteNumber("created"u8, 0);
            json.WriteString("owned_by"u8, "shim"u8);
            json.WriteString("display_name"u8, model.DisplayName);
            if (model.ContextWindow is { } window)
            {
                json.WriteNumber("context_window"u8, window);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
