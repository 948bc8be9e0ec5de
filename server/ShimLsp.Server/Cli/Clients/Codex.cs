using System.Text.Json;

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

    // JSON's strings are TOML's too.
    private static string[] Set(string key, string value) => ["-c", $"{key}=\"{JsonEncodedText.Encode(value)}\""];
}
