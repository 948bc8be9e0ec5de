using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>Continue's command line. It speaks chat completions here.</summary>
internal sealed partial class ContinueCli : IClient
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

    public ImmutableArray<ConfigFile> ConnectTo(ClientGateway gateway, HostEnvironment host) =>
        [new(Path.Join(host.HomeFolder, ".continue", "config.yaml"), file => Edit(file, gateway))];

    // Its first model is the one that it uses.
    private void Edit(EditedFile file, ClientGateway gateway)
    {
        if (file.Text.Trim().Length == 0)
        {
            var named = $"name: ShimLsp\nversion: 1.0.0\nschema: v1\nmodels:\n  - {Flow(gateway.Active, gateway)}";
            file.Replace(0, file.Text.Length, MarkedBlock.Of(Name, named));
            return;
        }

        var models = Models().Match(file.Text);
        if (!models.Success)
        {
            throw new UneditableException("has no list of models that lines could be added to. Run 'shim-lsp connect continue --print'");
        }

        var indent = models.Groups["indent"].Value;
        file.Replace(models.Groups["indent"].Index, 0, MarkedBlock.Of(Name, $"- {Flow(gateway.Active, gateway)}", indent));
    }

    // One line of JSON, which is YAML too: it fits any indentation.
    private static string Flow(OfferedModel model, ClientGateway gateway) =>
        string.Join(' ', ClientJson.Value(writer => WriteModel(writer, model, gateway)).Split('\n').Select(line => line.Trim()));

    [GeneratedRegex(@"^models:[ \t]*\r?\n(?<indent>[ ]*)-", RegexOptions.Multiline)]
    private static partial Regex Models();

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
            WriteModel(writer, model, gateway);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteModel(Utf8JsonWriter writer, OfferedModel model, ClientGateway gateway)
    {
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
    }
}
