using System.Collections.Immutable;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>The clients that we know.</summary>
internal static class ClientTable
{
    /// <summary>All of them, in the order of help.</summary>
    public static ImmutableArray<IClient> All =>
        [new Codex(), new ClaudeCode(), new OpenCode(), new QwenCode(), new Copilot(), new Pi(), new ContinueCli()];

    /// <summary>Finds one.</summary>
    /// <param name="name">Its name.</param>
    public static IClient? Find(string name) => All.FirstOrDefault(client => client.Name == name);
}
