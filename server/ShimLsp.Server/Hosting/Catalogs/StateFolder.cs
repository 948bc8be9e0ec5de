using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
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

    // As much as a catalog may have: it asks for all that is in here.
    private const int MostBytes = CatalogSearch.MostBytes;
    private const string LockFile = "lock";

    private readonly Lock writing = new();

    /// <summary>The memory of a workspace; empty if there is none.</summary>
    /// <param name="folder">The workspace's folder.</param>
    public WorkspaceMemory Read(FolderPath folder) => TryRead(folder) ?? WorkspaceMemory.Empty;

    /// <summary>The memory of a workspace; empty if there is none.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <returns>Null if there is a file that cannot be read now.</returns>
    public WorkspaceMemory? TryRead(FolderPath folder) => ReadReal(folder.Real()).Memory;

    /// <summary>The file for a workspace's memory, whether or not it exists; null if there is no state folder.</summary>
    /// <param name="folder">The workspace's folder.</param>
    public string? FileOf(FolderPath folder) => FileOfReal(folder.Real());

    /// <summary>Remembers the active model.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="slug">The model; null to forget it.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? RememberActive(FolderPath folder, ModelSlug? slug) =>
        Update(folder, memory => memory with { Active = slug?.Value });

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

    /// <summary>Removes all trust in the workspace's catalog, and every grant for a credential.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? Revoke(FolderPath folder) => Update(folder, memory => memory with { TrustedCatalogs = [], Grants = [] });

    /// <summary>Why a state folder is passed over whole, as the beginning of a sentence.</summary>
    public const string NotBelieved = "other users own it or can write to it";

    /// <summary>The memory, or why its file cannot be read.</summary>
    private (WorkspaceMemory? Memory, string? Why) ReadReal(FolderPath real)
    {
        // If others can write here, they could have written what the person seems to trust.
        if (FileOfReal(real) is not { } path || !PrivateFolder.Ensure(host.StateFolder!))
        {
            return (WorkspaceMemory.Empty, null);
        }

        return FileRead.Of(path, MostBytes) switch
        {
            FileRead.Content file => (Parse(file.Bytes, real), null),
            FileRead.Unreadable broken => (null, broken.Why),
            _ => (WorkspaceMemory.Empty, null),
        };
    }

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
        if (FileOfReal(real) is not { } path)
        {
            return NotWritten("the state folder is unknown. Set HOME or XDG_STATE_HOME", "");
        }

        if (!PrivateFolder.Ensure(host.StateFolder!))
        {
            return NotWritten($"{host.StateFolder} is not used: {NotBelieved}. Remove that folder", path);
        }

        try
        {
            lock (writing)
            {
                WholeFile.CreateFolder(host.StateFolder!, Audience.Owner);
                using var turn = FileLock.Take(Path.Join(host.StateFolder, LockFile), host.Time);
                if (turn is null)
                {
                    return NotWritten("another process keeps it locked", path);
                }

                // Read again: another process may have written another field.
                var (before, unreadable) = ReadReal(real);
                if (before is null)
                {
                    return NotWritten($"{path} {unreadable}", path);
                }

                var after = change(before) with { Folder = real.Value };
                if (after == before)
                {
                    return null;
                }

                var bytes = JsonSerializer.SerializeToUtf8Bytes(after, WorkspaceMemoryJson.Default.WorkspaceMemory);
                if (bytes.Length > MostBytes)
                {
                    return NotWritten($"they would take more than {MostBytes >> 20} MiB", path);
                }

                WholeFile.Put(path, bytes, Audience.Owner, overwrite: true);
                return null;
            }
        }
        catch (NotALockException)
        {
            return NotWritten($"{Path.Join(host.StateFolder, LockFile)} is not a regular file. Remove it", path);
        }
        catch (UnauthorizedAccessException)
        {
            return NotWritten("permission denied", path);
        }
        catch (IOException failure)
        {
            return NotWritten(Why(failure), path);
        }
    }

    // ENOSPC, EROFS, ENFILE and EMFILE, the same on Linux and macOS; Windows has a number of its own for the first.
    private static string Why(IOException failure) =>
        failure.HResult switch
        {
            28 or unchecked((int)0x80070070) => "the disk is full",
            30 => "the file system is read-only",
            23 or 24 => "too many files are open",
            _ => "the file system reports an error",
        };

    private string? FileOfReal(FolderPath real) =>
        host.StateFolder is { } state ? Path.Combine(state, WorkspacesFolder, $"{Hash(real.Folded())}.json") : null;

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
        new("stateNotWritten", ProblemSeverity.Warning, $"The settings of this workspace could not be saved: {why}.") { Source = path };
}
