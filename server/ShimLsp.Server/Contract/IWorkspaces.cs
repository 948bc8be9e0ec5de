using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Server.Contract;

/// <summary>A session and its folder.</summary>
/// <param name="Folder">One text for all spellings of the folder; null for the folderless session.</param>
/// <param name="Name">
/// The folder as the client named it, so that it recognises it in a notification; null for the folderless session.
/// </param>
/// <param name="Session">The session.</param>
public sealed record OpenSession(string? Folder, string? Name, WorkspaceSession Session);

/// <summary>A key that a workspace's own catalog wants to send, or may send, and where.</summary>
/// <param name="Reference">The key as the catalog names it, such as <c>${env:NAME}</c>; a file by its full path. Never the key.</param>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="Models">The models whose rows ask for it, in the catalog's order.</param>
public sealed record WorkspaceGrant(string Reference, string Origin, IReadOnlyList<ModelSlug> Models);

/// <summary>What a workspace's own catalog may send, and what it asks to.</summary>
/// <param name="Pending">What the person has not allowed yet.</param>
/// <param name="Allowed">What the person has allowed; without models if no row asks for it now.</param>
public sealed record WorkspaceGrants(IReadOnlyList<WorkspaceGrant> Pending, IReadOnlyList<WorkspaceGrant> Allowed);

/// <summary>
/// The open workspaces of one connection, and what keeps them in step with files and settings. A port: the fronts call it, the composition
/// root implements it. Thread-safe. A front that promises an order makes its calls in the order of its messages.
/// </summary>
public interface IWorkspaces
{
    /// <summary>
    /// Sets what is known at the start. Call it before any other method. A folder's session opens when it is first used, because start-up
    /// must not wait for files.
    /// </summary>
    /// <param name="folders">URIs or paths; one that can name nothing is left out.</param>
    /// <param name="settings">What the client set.</param>
    /// <param name="trusted">Whether folders are trusted, these and later ones.</param>
    void Start(IReadOnlyList<string> folders, ClientSettings settings, bool trusted);

    /// <summary>The open sessions, in the order they were opened.</summary>
    IReadOnlyList<OpenSession> Sessions { get; }

    /// <summary>The session of that folder.</summary>
    /// <param name="workspaceFolder">A URI or a path; null for the connection's first folder, or its folderless session.</param>
    /// <returns>The session; null if no such folder is open.</returns>
    OpenSession? Find(string? workspaceFolder);

    /// <summary>Opens a session for a folder; opening one that is open changes nothing.</summary>
    /// <param name="workspaceFolder">A URI or a path.</param>
    /// <returns>The session; null if the name can name nothing.</returns>
    OpenSession? Open(string workspaceFolder);

    /// <summary>Closes a folder's session; the others keep theirs.</summary>
    /// <param name="workspaceFolder">A URI or a path.</param>
    /// <returns>Whether it was open.</returns>
    bool Close(string workspaceFolder);

    /// <summary>Applies pushed settings to every session, now and later. It always drops every cache.</summary>
    /// <param name="settings">The client's settings; null if the client reported only that something changed.</param>
    void Configure(ClientSettings? settings);

    /// <summary>Applies a pulled answer to one session. It drops the session's cache only if the resolved settings changed.</summary>
    /// <param name="session">The session it was pulled for.</param>
    /// <param name="settings">The client's answer; null if it has no settings. Then the pushed ones apply.</param>
    /// <param name="atStart">Whether it is the pull after <c>initialized</c>, which invalidates nothing.</param>
    void ApplyPulled(OpenSession session, ClientSettings? settings, bool atStart);

    /// <summary>
    /// Notes that a client switched a session. A choice that is remembered becomes that of every running session of the workspace. A
    /// session that switched without remembering keeps its own.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="slug">Its active model.</param>
    /// <param name="persist">Whether to remember it for the workspace.</param>
    /// <param name="everywhere">Whether to remember it for every workspace in which none was chosen.</param>
    void Chosen(OpenSession session, ModelSlug slug, bool persist, bool everywhere);

    /// <summary>Trusts a workspace for this run, or no longer.</summary>
    /// <param name="session">The session.</param>
    /// <param name="trusted">Whether to trust it.</param>
    void SetTrust(OpenSession session, bool trusted);

    /// <summary>What a session's own catalog may send, and what it asks to. Nothing, if its catalog is the person's.</summary>
    /// <param name="session">The session.</param>
    WorkspaceGrants Grants(OpenSession session);

    /// <summary>Remembers that the workspace's own catalog may send a key to an endpoint, or no longer.</summary>
    /// <param name="session">The session.</param>
    /// <param name="reference">The key as <see cref="Grants"/> names it.</param>
    /// <param name="origin">The endpoint as <see cref="Grants"/> names it.</param>
    /// <param name="allowed">Whether to allow it.</param>
    /// <returns>Whether it is allowed now; null if there is no such pair to allow, or to forbid. Then nothing changed.</returns>
    bool? SetGrant(OpenSession session, string reference, string origin, bool allowed);

    /// <summary>Sets a secret for a session's models, for this run and in memory only. It always drops the session's cache.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">The name that the catalog refers to it by.</param>
    /// <param name="secret">The secret; null to forget it.</param>
    /// <returns>The models whose rows refer to it.</returns>
    IReadOnlyList<ModelSlug> SetCredential(OpenSession session, string name, string? secret);

    /// <summary>A file that an editor has open: whose it is, and what is known beside its text.</summary>
    /// <param name="uri">A URI or a path.</param>
    /// <returns>The file; null if the name can name nothing.</returns>
    CatalogFile? FileOf(string uri);

    /// <summary>
    /// The files that the open sessions' catalogs come from, or would if they could be read, each once. A file is the same object until it
    /// is read again, or what is known beside its text changes.
    /// </summary>
    IReadOnlyList<CatalogInUse> FilesInUse { get; }

    /// <summary>The full path of a file that another file names, as the catalog's own references are read.</summary>
    /// <param name="uri">The file that names it: a URI or a path.</param>
    /// <param name="written">As it is written: absolute, starting with <c>~/</c>, or relative to that file's folder.</param>
    /// <returns>The path; null if there can be none on this machine.</returns>
    string? PathFrom(string uri, string written);

    /// <summary>Looks again at every file that a session depends on.</summary>
    void FilesChanged();
}
