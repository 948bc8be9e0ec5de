using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// The memory between runs: one small file per workspace, private to the person. A broken file counts as missing. A file that cannot be
/// read is not replaced, because that would lose what is in it. What cannot be written is a problem to show. Thread-safe. Processes take
/// turns, and the last writer of a field wins.
/// </summary>
internal sealed class StateFolder(HostEnvironment host)
{
    /// <summary>The folder for the workspaces' files in the state folder.</summary>
    public const string WorkspacesFolder = "workspaces";

    private const string DefaultFile = "default.json";

    // As much as a catalog may have: it asks for all that is in here.
    private const int MostBytes = CatalogSearch.MostBytes;

    private readonly StateFiles files = new(host, MostBytes);

    /// <summary>The memory of a workspace; empty if there is none.</summary>
    /// <param name="folder">The workspace's folder.</param>
    public WorkspaceMemory Read(FolderPath folder) => TryRead(folder) ?? WorkspaceMemory.Empty;

    /// <summary>The memory of a workspace; empty if there is none.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <returns>Null if there is a file that cannot be read now.</returns>
    public WorkspaceMemory? TryRead(FolderPath folder) => ReadReal(folder.Real());

    /// <summary>The file for a workspace's memory, whether or not it exists; null if there is no state folder.</summary>
    /// <param name="folder">The workspace's folder.</param>
    public string? FileOf(FolderPath folder) => FileOfReal(folder.Real());

    /// <summary>Remembers the active model.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="slug">The model; null to forget it.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? RememberActive(FolderPath folder, ModelSlug? slug) =>
        Update(folder, memory => memory with { Active = slug?.Value });

    /// <summary>The model of every workspace in which none was chosen; null if there is none.</summary>
    public ModelSlug? Default => Of(files.Read(files.PathOf(DefaultFile))) is { } slug ? new ModelSlug(slug) : null;

    /// <summary>Remembers the model of every workspace in which none was chosen.</summary>
    /// <param name="slug">The model.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? RememberDefault(ModelSlug slug)
    {
        var path = files.PathOf(DefaultFile);
        var memory = new WorkspaceMemory { Active = slug.Value };
        var why = files.Change(
            path,
            read => Of(read) == slug.Value ? null : JsonSerializer.SerializeToUtf8Bytes(memory, WorkspaceMemoryJson.Default.WorkspaceMemory)
        );
        return why is null ? null : NotWritten(why, path ?? "");
    }

    private static string? Of(FileRead read)
    {
        try
        {
            return read is FileRead.Content file
                ? JsonSerializer.Deserialize(file.Bytes, WorkspaceMemoryJson.Default.WorkspaceMemory)?.Active
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Trusts one text of the workspace's catalog, and allows it to send credentials to endpoints: all, or nothing.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="sha256">Of the text's bytes, lower-case hex.</param>
    /// <param name="grants">The pairs that the person agreed to.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? Trust(FolderPath folder, string sha256, params IReadOnlyCollection<CredentialGrant> grants) =>
        Update(
            folder,
            memory =>
                memory with
                {
                    TrustedCatalogs = memory.TrustedCatalogs.Remove(sha256).Add(sha256),
                    Grants = grants.Count == 0 ? memory.Grants : [.. memory.Grants.Union(grants)],
                }
        );

    /// <summary>Allows the workspace's catalog to send a credential to an endpoint.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="grant">The pair that the person agreed to.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? Grant(FolderPath folder, CredentialGrant grant) =>
        Update(folder, memory => memory with { Grants = memory.Grants.Contains(grant) ? memory.Grants : memory.Grants.Add(grant) });

    /// <summary>Takes back one such permission.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="grant">The pair.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? Forbid(FolderPath folder, CredentialGrant grant) =>
        Update(folder, memory => memory with { Grants = memory.Grants.Contains(grant) ? memory.Grants.Remove(grant) : memory.Grants });

    /// <summary>Removes all trust in the workspace's catalog, and every grant for a credential.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? Revoke(FolderPath folder) => Update(folder, memory => memory with { TrustedCatalogs = [], Grants = [] });

    /// <summary>The memory; null if its file cannot be read.</summary>
    private WorkspaceMemory? ReadReal(FolderPath real) => Of(files.Read(FileOfReal(real)), real);

    private static WorkspaceMemory? Of(FileRead read, FolderPath real) =>
        read switch
        {
            FileRead.Content file => Parse(file.Bytes, real),
            FileRead.Unreadable => null,
            _ => WorkspaceMemory.Empty,
        };

    private static WorkspaceMemory Parse(byte[] bytes, FolderPath real)
    {
        try
        {
            return
                JsonSerializer.Deserialize(bytes, WorkspaceMemoryJson.Default.WorkspaceMemory) is { Folder: { } name } memory
                && FolderPath.Of(name).Equals(real)
                ? Clean(memory)
                : WorkspaceMemory.Empty;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            return WorkspaceMemory.Empty; // half-written by something else, or not ours
        }
    }

    private CatalogProblem? Update(FolderPath folder, Func<WorkspaceMemory, WorkspaceMemory> change)
    {
        var real = folder.Real();
        var path = FileOfReal(real);
        var why = files.Change(
            path,
            read =>
            {
                var before = Of(read, real)!;
                var after = change(before) with { Folder = real.Value };
                return after == before ? null : JsonSerializer.SerializeToUtf8Bytes(after, WorkspaceMemoryJson.Default.WorkspaceMemory);
            }
        );
        return why is null ? null : NotWritten(why, path ?? "");
    }

    private string? FileOfReal(FolderPath real) => files.PathOf(WorkspacesFolder, $"{Hash(real.Folded())}.json");

    // FNV-1a, 64 bits. Only a file's name: the folder's path inside is what counts. A cryptographic hash would load the platform's
    // crypto library at each start, before there is any use for it.
    private static string Hash(string text)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * 0x100000001b3UL);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static WorkspaceMemory Clean(WorkspaceMemory memory) =>
        memory with
        {
            TrustedCatalogs = memory.TrustedCatalogs.IsDefault ? [] : [.. memory.TrustedCatalogs.Where(hash => hash is not null)],
            Grants = memory.Grants.IsDefault ? [] : [.. memory.Grants.Where(grant => grant is { Reference: not null, Origin: not null })],
        };

    private static CatalogProblem NotWritten(string why, string path) =>
        new(SessionProblemCode.StateNotWritten, ProblemSeverity.Warning, $"The settings of this workspace could not be saved: {why}.")
        {
            Source = path,
        };
}
