using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// The memory between runs: one small file per workspace, private to the person. An unreadable file counts as missing; a file that cannot
/// be written is a problem to show. Thread-safe. Processes take turns, and the last writer of a field wins.
/// </summary>
internal sealed class StateFolder(HostEnvironment host)
{
    /// <summary>The folder for the workspaces' files in the state folder.</summary>
    public const string WorkspacesFolder = "workspaces";

    private const int MostBytes = 1 << 20;
    private const int MostTrustedCatalogs = 32;

    private readonly Lock writing = new();

    /// <summary>The memory of a workspace; empty if there is none.</summary>
    /// <param name="folder">The workspace's folder.</param>
    public WorkspaceMemory Read(FolderPath folder) => ReadReal(folder.Real());

    /// <summary>The file for a workspace's memory, whether or not it exists; null if there is no state folder.</summary>
    /// <param name="folder">The workspace's folder.</param>
    public string? FileOf(FolderPath folder) => FileOfReal(folder.Real());

    /// <summary>Remembers the active model.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="slug">The model; null to forget it.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? RememberActive(FolderPath folder, ModelSlug? slug) =>
        Update(folder, memory => memory with { Active = slug?.Value });

    /// <summary>Trusts one text of the workspace's catalog.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="sha256">Of the text's bytes, lower-case hex.</param>
    /// <returns>Why it could not be written; null if it was.</returns>
    public CatalogProblem? Trust(FolderPath folder, string sha256) =>
        Update(
            folder,
            memory => memory with { TrustedCatalogs = [.. memory.TrustedCatalogs.Remove(sha256).Add(sha256).TakeLast(MostTrustedCatalogs)] }
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

    private WorkspaceMemory ReadReal(FolderPath real)
    {
        // If others can write here, they could have written what the person seems to trust.
        if (
            FileOfReal(real) is not { } path
            || !PrivateFolder.Ensure(host.StateFolder!)
            || FileRead.Of(path, MostBytes) is not FileRead.Content { Bytes: var bytes }
        )
        {
            return WorkspaceMemory.Empty;
        }

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
                using var turn = FileLock.Take(Path.Join(host.StateFolder, "lock"), host.Time);
                if (turn is null)
                {
                    return NotWritten("another process keeps it locked", path);
                }

                // Read again: another process may have written another field.
                var before = ReadReal(real);
                var after = change(before) with { Folder = real.Value };
                if (after == before)
                {
                    return null;
                }

                WholeFile.Put(
                    path,
                    JsonSerializer.SerializeToUtf8Bytes(after, WorkspaceMemoryJson.Default.WorkspaceMemory),
                    Audience.Owner,
                    overwrite: true
                );
                return null;
            }
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

    // ENOSPC and EROFS, the same on Linux and macOS; Windows has a number of its own for the first.
    private static string Why(IOException failure) =>
        failure.HResult switch
        {
            28 or unchecked((int)0x80070070) => "the disk is full",
            30 => "the file system is read-only",
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
