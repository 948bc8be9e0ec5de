using System.Globalization;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>Anthropic's Claude Code. It speaks Messages.</summary>
internal sealed class ClaudeCode : IClient
{
    private const string Settings = "claude-settings.json";

    public string Name => "claude";

    public string Title => "Claude Code";

    public string Program => "claude";

    public string Install => "npm install -g @anthropic-ai/claude-code";

    public ClientLaunch LaunchWith(ClientGateway gateway)
    {
        KeyValuePair<string, string?>[] set =
        [
            new("ANTHROPIC_BASE_URL", gateway.Url),
            new("ANTHROPIC_AUTH_TOKEN", gateway.Token),
            new("ANTHROPIC_MODEL", ClientGateway.ActiveModel),
            new("CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY", "1"),
            // It takes an unknown name for a model with a window of a million tokens, and would compact too late.
            .. gateway.Active.ContextWindow is { } window
                ? [new KeyValuePair<string, string?>("CLAUDE_CODE_MAX_CONTEXT_TOKENS", window.ToString(CultureInfo.InvariantCulture))]
                : Array.Empty<KeyValuePair<string, string?>>(),
        ];
        return new()
        {
            // Each of these would send it past the gateway.
            Environment =
            [
                .. set,
                new("ANTHROPIC_API_KEY", null),
                new("CLAUDE_CODE_USE_BEDROCK", null),
                new("CLAUDE_CODE_USE_VERTEX", null),
                new("CLAUDE_CODE_USE_FOUNDRY", null),
            ],
            // The person's settings.json may set the same variables, and would win over the environment.
            Arguments = ["--settings", gateway.FileAt(Settings)],
            Files = [new(Settings, ClientJson.Of(writer => Write(writer, set)))],
        };
    }

    private static void Write(System.Text.Json.Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, string?>> variables)
    {
        writer.WriteStartObject("env");
        foreach (var (name, value) in variables)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }
}
