using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>pi. It speaks chat completions here.</summary>
internal sealed class Pi : IClient
{
    private const string Extension = "pi-shim.mjs";
    private const int UnknownWindow = 128_000;
    private const int UnknownOutput = 16_384;

    public string Name => "pi";

    public string Title => "pi";

    public string Program => "pi";

    public string Install => "npm install -g @mariozechner/pi-coding-agent";

    // An extension adds a provider for one run; models.json would be the person's own.
    public ClientLaunch LaunchWith(ClientGateway gateway)
    {
        var provider = ClientJson.Value(writer => Write(writer, gateway, ClientGateway.TokenVariable));
        return new()
        {
            Environment = [new(ClientGateway.TokenVariable, gateway.Token)],
            Arguments = ["--extension", gateway.FileAt(Extension), "--provider", "shim", "--model", ClientGateway.ActiveModel],
            Files = [new(Extension, $"export default (pi) => pi.registerProvider(\"shim\", {provider});\n")],
        };
    }

    public ImmutableArray<ConfigFile> ConnectTo(ClientGateway gateway, HostEnvironment host)
    {
        var folder = host.Variable("PI_CODING_AGENT_DIR") is { Length: > 0 } own ? own : Path.Join(host.HomeFolder, ".pi", "agent");
        var provider = ClientJson.Value(writer => Write(writer, gateway, gateway.Token));
        return
        [
            new(Path.Join(folder, "models.json"), file => JsonEdits.Set(file, ["providers", "shim"], provider)),
            new(
                Path.Join(folder, "settings.json"),
                file =>
                {
                    JsonEdits.Set(file, ["defaultModel"], ClientJson.Text(ClientGateway.ActiveModel));
                    JsonEdits.Set(file, ["defaultProvider"], ClientJson.Text("shim"));
                }
            ),
        ];
    }

    private static void Write(Utf8JsonWriter writer, ClientGateway gateway, string key)
    {
        writer.WriteString("name", "ShimLsp");
        writer.WriteString("baseUrl", gateway.OpenAiUrl);
        writer.WriteString("apiKey", key); // a value, or the name of a variable
        writer.WriteString("api", "openai-completions");
        writer.WriteStartArray("models");
        foreach (var model in gateway.Models)
        {
            WriteModel(writer, model);
        }

        writer.WriteEndArray();
    }

    private static void WriteModel(Utf8JsonWriter writer, OfferedModel model)
    {
        writer.WriteStartObject();
        writer.WriteString("id", model.Id);
        writer.WriteString("name", model.Name);
        writer.WriteBoolean("reasoning", false);
        writer.WriteStartArray("input");
        writer.WriteStringValue("text");
        if (model.SupportsImages)
        {
            writer.WriteStringValue("image");
        }

        writer.WriteEndArray();
        writer.WriteStartObject("cost"); // ours says what it cost
        foreach (var price in (ReadOnlySpan<string>)["input", "output", "cacheRead", "cacheWrite"])
        {
            writer.WriteNumber(price, 0);
        }

        writer.WriteEndObject();
        writer.WriteNumber("contextWindow", model.ContextWindow ?? UnknownWindow);
        writer.WriteNumber("maxTokens", model.MaxOutputTokens ?? UnknownOutput);
        writer.WriteEndObject();
    }
}
