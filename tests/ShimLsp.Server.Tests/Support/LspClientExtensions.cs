using System.Text.Json;

namespace ShimLsp.Server.Tests.Support;

/// <summary>What an editor says at the start and at the end.</summary>
internal static class LspClientExtensions
{
    /// <summary>Sends <c>initialize</c> and <c>initialized</c>, and returns the answer of the first.</summary>
    /// <param name="client">The editor.</param>
    /// <param name="folders">Its folders' paths; none for an editor without a folder.</param>
    /// <param name="capabilities">What it can do, as JSON.</param>
    /// <param name="options">The <c>initializationOptions</c>, as JSON.</param>
    public static async Task<JsonElement> InitializeAsync(
        this ShimClient client,
        IEnumerable<string>? folders = null,
        string capabilities = "{}",
        string options = "{}"
    )
    {
        var result = await client.CallAsync("initialize", InitializeParams(folders ?? [], capabilities, options));
        await client.NotifyAsync("initialized", "{}");
        return result;
    }

    public static string InitializeParams(IEnumerable<string> folders, string capabilities = "{}", string options = "{}") =>
        $$"""
            {
              "processId": null, "rootUri": null, "capabilities": {{capabilities}}, "initializationOptions": {{options}},
              "workspaceFolders": [{{string.Join(",", folders.Select(WorkspaceFolder))}}]
            }
            """;

    public static string WorkspaceFolder(string path) =>
        $$"""{"uri":{{Json.Quote(Home.Uri(path))}},"name":{{Json.Quote(Path.GetFileName(path))}}}""";

    /// <summary>Says <c>shutdown</c> and <c>exit</c>.</summary>
    public static async Task ShutdownAsync(this ShimClient client)
    {
        await client.CallAsync("shutdown");
        await client.NotifyAsync("exit");
    }
}
