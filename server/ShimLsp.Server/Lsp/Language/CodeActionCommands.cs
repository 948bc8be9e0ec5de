using System.Text.Json;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Commands;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>The commands of code actions.</summary>
internal static class CodeActionCommands
{
    /// <summary>A command of the client's: it moves a key into its secret store. The server never runs it.</summary>
    public const string MoveKey = "shim.moveKeyToSecretStore";

    /// <summary>The server asks whether to trust a workspace.</summary>
    public const string Trust = LspCommands.Trust;

    /// <summary>A slug, and its folder if that is not the one which is meant without a name.</summary>
    /// <param name="workspaces">The open folders.</param>
    /// <param name="file">The catalog that has the slug.</param>
    /// <param name="slug">The slug; empty for one that the person is asked for.</param>
    public static IReadOnlyList<JsonElement> Arguments(IWorkspaces workspaces, CatalogFile file, string slug)
    {
        var isFirst = ReferenceEquals(workspaces.Find(null)?.Session, file.Session.Session);
        return !isFirst && file.Session.Name is { } folder ? [Text(slug), Text(folder)]
            : slug.Length > 0 ? [Text(slug)]
            : [];
    }

    /// <summary>An argument that is a text.</summary>
    /// <param name="text">The text.</param>
    public static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, LspJson.Default.String);
}
