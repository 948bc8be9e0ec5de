using System.Text.Json;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>opencode. It speaks chat completions here.</summary>
internal sealed class OpenCode : IClient
{
    public string Name => "opencode";

    public string Title => "opencode";

    public string Program => "opencode";

    public string Install => "npm install -g opencode-ai";

    // It merges this text over the person's own configuration.
    public ClientLaunch LaunchWith(ClientGateway gateway) =>
        new()
        {
            Environment =
            [
                new(ClientGateway.TokenVariable, gateway.Token),
                new("OPENCODE_CONFIG_CONTENT", ClientJson.Of(writer => Write(writer, gateway))),
            ],
        };

    /// <summary>Writes the provider, and makes it the one that is used.</summary>
    /// <param name="writer">Where to, within the object of the configuration.</param>
    /// <param name="gateway">The gateway.</param>
    private static void Write(Utf8JsonWriter writer, ClientGateway gateway)
    {
        writer.WriteString("model", $"{ClientGateway.ActiveModel}/{ClientGateway.ActiveModel}");
        writer.WriteStartObject("provider");
        writer.WriteStartObject(ClientGateway.ActiveModel);
        writer.WriteString("npm", "@ai-sdk/openai-compatible");
        writer.WriteString("name", "ShimLsp");
        writer.WriteStartObject("options");
        writer.WriteString("baseURL", gateway.OpenAiUrl);
        writer.WriteString("apiKey", $"{{env:{ClientGateway.TokenVariable}}}");
        writer.WriteEndObject();
        writer.WriteStartObject("models");
        foreach (var model in gateway.Models)
        {
            WriteModel(writer, model);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter writer, OfferedModel model)
    {
        writer.WriteStartObject(model.Id);
        writer.WriteString("name", model.Name);
        writer.WriteBoolean("attachment", model.SupportsImages);
        writer.WriteBoolean("tool_call", true);
        if (model.ContextWindow is { } window)
        {
            writer.WriteStartObject("limit");
            writer.WriteNumber("context", window);
            writer.WriteNumber("output", model.MaxOutputTokens ?? Math.Min(window / 4, 32_000));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
