using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>Anthropic's Claude Code. It speaks Messages.</summary>
internal sealed class ClaudeCode : IClient
{
    private const string Settings = "claude-settings.json";
    private const int UnknownWindow = 200_000; // what most of its own models have

    public string Name => "claude";

    public string Title => "Claude Code";

    public string Program => "claude";

    public string Install => "npm install -g @anthropic-ai/claude-code";

    public ClientLaunch LaunchWith(ClientGateway gateway)
    {
        var set = Variables(gateway);
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

    public ImmutableArray<ConfigFile> ConnectTo(ClientGateway gateway, HostEnvironment host)
    {
        var folder = host.Variable("CLAUDE_CONFIG_DIR") is { Length: > 0 } own ? own : Path.Join(host.HomeFolder, ".claude");
        return
        [
            new(
                Path.Join(folder, "settings.json"),
                file =>
                {
                    foreach (var (name, value) in Variables(gateway).Reverse()) // each goes before those that are there
                    {
                        JsonEdits.Set(file, ["env", name], ClientJson.Text(value!));
                    }
                }
            ),
        ];
    }

    private static ImmutableArray<KeyValuePair<string, string?>> Variables(ClientGateway gateway) =>
        [
            new("ANTHROPIC_BASE_URL", gateway.Url),
            new("ANTHROPIC_AUTH_TOKEN", gateway.Token),
            new("ANTHROPIC_MODEL", ClientGateway.ActiveModel),
            new("CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY", "1"),
            // It takes an unknown name for a model with a window of a million tokens: it says so at each start, and would compact too late.
            new("CLAUDE_CODE_MAX_CONTEXT_TOKENS", (gateway.Active.ContextWindow ?? UnknownWindow).ToString(CultureInfo.InvariantCulture)),
        ];

    private static void Write(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, string?>> variables)
    {
        writer.WriteStartObject("env");
        foreach (var (name, value) in variables)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }
}
