using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>opencode. It speaks chat completions here.</summary>
internal sealed class OpenCode : IClient
{
    private const string Model = $"shim/{ClientGateway.ActiveModel}";

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

    public ImmutableArray<ConfigFile> ConnectTo(ClientGateway gateway, HostEnvironment host)
    {
        var config = host.Variable("XDG_CONFIG_HOME") is { Length: > 0 } own ? own : Path.Join(host.HomeFolder, ".config");
        var folder = Path.Join(config, "opencode");
        var withComments = Path.Join(folder, "opencode.jsonc");
        return
        [
            new(
                File.Exists(withComments) ? withComments : Path.Join(folder, "opencode.json"),
                file =>
                {
                    var provider = ClientJson.Value(writer => WriteProvider(writer, gateway, $"{{file:{gateway.TokenFile}}}"));
                    JsonEdits.Set(file, ["provider", "shim"], provider);
                    JsonEdits.Set(file, ["model"], ClientJson.Text(Model));
                    // It adds this to a file without it, and would change the file before the undo.
                    JsonEdits.Set(file, ["$schema"], ClientJson.Text("https://opencode.ai/config.json"));
                }
            ),
        ];
    }

    private static void Write(Utf8JsonWriter writer, ClientGateway gateway)
    {
        writer.WriteString("model", Model);
        writer.WriteStartObject("provider");
        writer.WriteStartObject("shim");
        WriteProvider(writer, gateway, $"{{env:{ClientGateway.TokenVariable}}}");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteProvider(Utf8JsonWriter writer, ClientGateway gateway, string key)
    {
        writer.WriteString("npm", "@ai-sdk/openai-compatible");
        writer.WriteString("name", "ShimLsp");
        writer.WriteStartObject("options");
        writer.WriteString("baseURL", gateway.OpenAiUrl);
        writer.WriteString("apiKey", key);
        writer.WriteEndObject();
        writer.WriteStartObject("models");
        foreach (var model in gateway.Models)
        {
            WriteModel(writer, model);
        }

        writer.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter writer, OfferedModel model)
    {
        writer.WriteStartObject(model.Id);
        writer.WriteString("name", model.Name);
        writer.WriteBoolean("attachment", model.SupportsImages);
        writer.WriteBoolean("tool_call", true);
        WriteModalities(writer, model.SupportsImages);
        if (model.ContextWindow is { } window)
        {
            writer.WriteStartObject("limit");
            writer.WriteNumber("context", window);
            writer.WriteNumber("output", model.MaxOutputTokens ?? Math.Min(window / 4, 32_000));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // Without these it shows no picture that its tools read.
    private static void WriteModalities(Utf8JsonWriter writer, bool supportsImages)
    {
        writer.WriteStartObject("modalities");
        writer.WriteStartArray("input");
        writer.WriteStringValue("text");
        if (supportsImages)
        {
            writer.WriteStringValue("image");
        }

        writer.WriteEndArray();
        writer.WriteStartArray("output");
        writer.WriteStringValue("text");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
