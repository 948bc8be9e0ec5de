using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>Finds the folder that a person names in a command: by its URI, its path, or its last part alone.</summary>
/// <param name="workspaces">The open folders.</param>
internal sealed class CommandFolders(IWorkspaces workspaces)
{
    /// <summary>The folder as the client named it.</summary>
    /// <param name="text">What the person gave; null for the first folder.</param>
    /// <returns>The folder; the text itself if it names none, or several; null for the first folder.</returns>
    public string? Find(string? text)
    {
        if (text is null || workspaces.Find(text) is not null)
        {
            return text;
        }

        string[] named = [.. workspaces.Sessions.Select(session => session.Name).OfType<string>().Where(name => LastPart(name) == text)];
        return named is [var only] ? only : text;
    }

    private static string LastPart(string folder) => Uri.UnescapeDataString(folder.TrimEnd('/', '\\').Split('/', '\\')[^1]);
}
