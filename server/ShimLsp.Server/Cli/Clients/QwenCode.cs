using System.Collections.Immutable;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>Qwen Code. It speaks chat completions here.</summary>
internal sealed class QwenCode : IClient
{
    public string Name => "qwen";

    public string Title => "Qwen Code";

    public string Program => "qwen";

    public string Install => "npm install -g @qwen-code/qwen-code";

    public ImmutableArray<ConfigFile> ConnectTo(ClientGateway gateway, HostEnvironment host) =>
        [
            new(
                Path.Join(host.HomeFolder, ".qwen", "settings.json"),
                file =>
                {
                    JsonEdits.Set(file, ["model", "name"], ClientJson.Text(ClientGateway.ActiveModel));
                    JsonEdits.Set(file, ["security", "auth", "baseUrl"], ClientJson.Text(gateway.OpenAiUrl));
                    JsonEdits.Set(file, ["security", "auth", "apiKey"], ClientJson.Text(gateway.Token));
                    JsonEdits.Set(file, ["security", "auth", "selectedType"], ClientJson.Text("openai"));
                }
            ),
        ];

    public ClientLaunch LaunchWith(ClientGateway gateway) =>
        new()
        {
            Environment =
            [
                new("OPENAI_BASE_URL", gateway.OpenAiUrl),
                new("OPENAI_API_KEY", gateway.Token),
                new("OPENAI_MODEL", ClientGateway.ActiveModel),
            ],
            Arguments = ["--auth-type", "openai", "--model", ClientGateway.ActiveModel],
        };
}
