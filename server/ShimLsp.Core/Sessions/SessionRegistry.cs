using System.Collections.Immutable;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// The sessions of one connection, by folder, in the order they were opened. Written by one thread at a time, read as an immutable
/// list. A connection has its own registry, so that two connections share nothing.
/// </summary>
public sealed class SessionRegistry
{
    private volatile ImmutableList<OpenSession> sessions = [];

    /// <summary>The sessions in the order they were opened.</summary>
    public IReadOnlyList<OpenSession> Sessions => sessions;

    /// <summary>The first folder's session, else the folderless one; null where none is open.</summary>
    public OpenSession? Default => sessions.Find(session => session.Folder is not null) ?? sessions.Find(session => session.Folder is null);

    /// <summary>That folder's session; null where it is not open.</summary>
    /// <param name="folder">The folder's normalised path; null for the folderless session.</param>
    public OpenSession? Find(string? folder) => sessions.Find(session => session.Folder == folder);

    /// <summary>Adds a session.</summary>
    /// <param name="opened">The session and its folder.</param>
    /// <exception cref="ArgumentException">The folder is open already.</exception>
    public void Add(OpenSession opened)
    {
        if (Find(opened.Folder) is not null)
        {
            throw new ArgumentException("The folder is open already.", nameof(opened));
        }

        sessions = sessions.Add(opened);
    }

    /// <summary>Takes a session out and closes it; the others keep theirs.</summary>
    /// <param name="folder">The folder's normalised path; null for the folderless session.</param>
    /// <returns>Whether it was open.</returns>
    public bool Remove(string? folder)
    {
        if (Find(folder) is not { } opened)
        {
            return false;
        }

        sessions = sessions.Remove(opened);
        opened.Session.Dispose();
        return true;
    }
}

/// <summary>A session and its folder.</summary>
/// <param name="Folder">The folder's normalised path; null for the folderless session.</param>
/// <param name="Name">
/// The folder as the client named it, so that it recognises it in a notification; null for the folderless session.
/// </param>
/// <param name="Session">The session.</param>
public sealed record OpenSession(string? Folder, string? Name, WorkspaceSession Session);
