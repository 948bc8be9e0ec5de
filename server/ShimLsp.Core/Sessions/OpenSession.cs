namespace ShimLsp.Core.Sessions;

/// <summary>A session and its folder.</summary>
/// <param name="Folder">One text for all spellings of the folder; null for the folderless session.</param>
/// <param name="Name">
/// The folder as the client named it, so that it recognises it in a notification; null for the folderless session.
/// </param>
/// <param name="Session">The session.</param>
public sealed record OpenSession(string? Folder, string? Name, WorkspaceSession Session);
