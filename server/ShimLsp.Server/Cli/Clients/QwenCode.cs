namespace ShimLsp.Server.Cli.Clients;

/// <summary>Qwen Code. It speaks chat completions here.</summary>
internal sealed class QwenCode : IClient
{
    public string Name => "qwen";

    public string Title => "Qwen Code";

    public string Program => "qwen";

    public string Install => "npm install -g @qwen-code/qwen-code";

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
