using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>GitHub's Copilot CLI. It speaks Responses here: over chat completions it gives up if the window is full.</summary>
internal sealed class Copilot : IClient
{
    public string Name => "copilot";

    public string Title => "Copilot CLI";

    public string Program => "copilot";

    public string Install => "npm install -g @github/copilot";

    // Its provider comes from the environment alone.
    public ImmutableArray<ConfigFile> ConnectTo(ClientGateway gateway, HostEnvironment host) => [];

    public ClientLaunch LaunchWith(ClientGateway gateway) =>
        new()
        {
            Environment =
            [
                new("COPILOT_PROVIDER_BASE_URL", gateway.OpenAiUrl),
                new("COPILOT_PROVIDER_TYPE", "openai"),
                new("COPILOT_PROVIDER_WIRE_API", "responses"),
                new("COPILOT_PROVIDER_API_KEY", gateway.Token),
                new("COPILOT_MODEL", ClientGateway.ActiveModel),
                new("COPILOT_PROVIDER_MAX_PROMPT_TOKENS", gateway.Active.ContextWindow?.ToString(CultureInfo.InvariantCulture)),
                new("COPILOT_PROVIDER_MAX_OUTPUT_TOKENS", gateway.Active.MaxOutputTokens?.ToString(CultureInfo.InvariantCulture)),
                // Each of these would win over ours.
                new("COPILOT_PROVIDER_BEARER_TOKEN", null),
                new("COPILOT_PROVIDER_API_KEY_COMMAND", null),
                new("COPILOT_PROVIDER_WIRE_MODEL", null),
                new("COPILOT_PROVIDER_MODEL_ID", null),
            ],
        };
}
