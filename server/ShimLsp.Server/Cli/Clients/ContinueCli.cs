using System.Text.Json;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>Continue's command line. It speaks chat completions here.</summary>
internal sealed class ContinueCli : IClient
{
    private const string Configuration = "continue.yaml";

    public string Name => "continue";

    public string Title => "Continue";

    public string Program => "cn";

    public string Install => "npm install -g @continuedev/cli";

    // It reads one configuration, so the person's rules and servers are not there in this run.
    public ClientLaunch LaunchWith(ClientGateway gateway) =>
        new()
        {
            Arguments = ["--config", gateway.FileAt(Configuration)],
            Files = [new(Configuration, ClientJson.Of(writer => Write(writer, gateway)))],
        };

    // JSON is YAML too. The folder is private, so the token may be in it: this client expands no variables.
    private static void Write(Utf8JsonWriter writer, ClientGateway gateway)
    {
        writer.WriteString("name", "ShimLsp");
        writer.WriteString("version", "1.0.0");
        writer.WriteString("schema", "v1");
        writer.WriteStartArray("models");
        foreach (var model in gateway.Models)
        {
            writer.WriteStartObject();
            writer.WriteString("name", model.Name);
            writer.WriteString("provider", "openai");
            writer.WriteString("model", model.Id);
            writer.WriteString("apiBase", gateway.OpenAiUrl);
            writer.WriteString("apiKey", gateway.Token);
            writer.WriteStartArray("roles");
            writer.WriteStringValue("chat");
            writer.WriteStringValue("edit");
            writer.WriteEndArray();
            writer.WriteStartArray("capabilities");
            writer.WriteStringValue("tool_use");
            if (model.SupportsImages)
            {
                writer.WriteStringValue("image_input");
            }

            writer.WriteEndArray();
            if (model.ContextWindow is { } window)
            {
                writer.WriteStartObject("defaultCompletionOptions");
                writer.WriteNumber("contextLength", window);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
