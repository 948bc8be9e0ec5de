using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>OpenAI's Codex. It speaks Responses.</summary>
internal sealed class Codex : IClient
{
    /// <summary>The models in Codex's own format: without them it knows neither their windows nor their tools.</summary>
    public const string ModelsPath = "/v1/models?client_version=0.171.0";

    private const string Catalog = "codex-models.json";

    public string Name => "codex";

    public string Title => "Codex";

    public string Program => "codex";

    public string Install => "npm install -g @openai/codex";

    public ClientLaunch LaunchWith(ClientGateway gateway) =>
        new()
        {
            Environment = [new(ClientGateway.TokenVariable, gateway.Token)],
            Arguments =
            [
                .. Set("model", ClientGateway.ActiveModel),
                .. Set("model_provider", ClientGateway.ActiveModel),
                .. Set("model_providers.shim.name", "ShimLsp"),
                .. Set("model_providers.shim.base_url", gateway.OpenAiUrl),
                .. Set("model_providers.shim.env_key", ClientGateway.TokenVariable),
                .. Set("model_providers.shim.wire_api", "responses"),
                .. gateway.CodexModels is null ? [] : Set("model_catalog_json", gateway.FileAt(Catalog)),
                // Its daemon would outlive this gateway and serve the next run with the wrong address.
                "--disable",
                "daemon_auto_start",
            ],
            Files = gateway.CodexModels is { } models ? [new(Catalog, models)] : [],
        };

    public ImmutableArray<ConfigFile> ConnectTo(ClientGateway gateway, HostEnvironment host) =>
        [new(ConfigurationOf(host), file => Edit(file, gateway, host.IsWindows))];

    public KeptDefaults KeepFor(HostEnvironment host) => new(ConfigurationOf(host), ["model", "model_reasoning_effort"]);

    private static string ConfigurationOf(HostEnvironment host) =>
        Path.Join(host.Variable("CODEX_HOME") is { Length: > 0 } own ? own : Path.Join(host.HomeFolder, ".codex"), "config.toml");

    // A provider whose key comes from a program is asked for its models: so Codex knows their windows and tools, and lists them.
    private void Edit(EditedFile file, ClientGateway gateway, bool isWindows)
    {
        if (file.Text.Contains("[model_providers.shim]", StringComparison.Ordinal))
        {
            throw new UneditableException("has a provider named shim already. Remove it first");
        }

        MarkedBlock.SetFirst(
            file,
            Name,
            ["model", "model_provider"],
            $"model = {Text(ClientGateway.ActiveModel)}\nmodel_provider = {Text(ClientGateway.ActiveModel)}"
        );
        var print = isWindows ? """["/c", "type", """ : "[";
        MarkedBlock.Append(
            file,
            Name,
            $"""
            [model_providers.shim]
            name = "ShimLsp"
            base_url = {Text(gateway.OpenAiUrl)}
            wire_api = "responses"

            [model_providers.shim.auth]
            command = "{(isWindows ? "cmd" : "cat")}"
            args = {print}{Text(gateway.TokenFile ?? "")}]
            """.ReplaceLineEndings("\n")
        );
    }

    private static string[] Set(string key, string value) => ["-c", $"{key}={Text(value)}"];

    // JSON's strings are TOML's too.
    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
