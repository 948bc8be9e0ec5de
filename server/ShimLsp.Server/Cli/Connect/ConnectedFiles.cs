using System.Security.Cryptography;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Connect;

/// <summary>Edits the files of a client's configuration, and takes the edits back.</summary>
internal static class ConnectedFiles
{
    private const int MostBytes = 16 << 20;

    /// <summary>Edits a file in memory.</summary>
    /// <param name="config">The file and the edit.</param>
    /// <returns>What to record, and the new bytes.</returns>
    /// <exception cref="UneditableException">It cannot be edited. The message begins with its path.</exception>
    public static (ConnectedFile Record, byte[] Bytes) Prepare(ConfigFile config)
    {
        var path = RealPath.Of(config.Path) ?? config.Path; // a link to a file elsewhere stays a link
        var before = FileRead.Of(path, MostBytes) switch
        {
            FileRead.Content content => content.Bytes,
            FileRead.Absent => null,
            FileRead.Unreadable broken => throw new UneditableException($"{config.Path} {broken.Why}"),
            _ => throw new InvalidOperationException(),
        };
        var file = new EditedFile(before ?? []);
        try
        {
            config.Edit(file);
        }
        catch (UneditableException why)
        {
            throw new UneditableException($"{config.Path} {why.Message}");
        }

        var bytes = file.Bytes;
        return (
            new()
            {
                Path = path,
                Before = before,
                Mode = before is null || OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path),
                Written = SHA256.HashData(bytes),
                Changes = [.. file.Changes],
            },
            bytes
        );
    }

    /// <summary>Takes the edits of files back: of all, or of none.</summary>
    /// <param name="files">The files.</param>
    /// <exception cref="UneditableException">Somebody changed what was written in one of them.</exception>
    public static void Undo(IEnumerable<ConnectedFile> files)
    {
        foreach (var (file, bytes) in files.Select(file => (file, Undone(file))).ToArray())
        {
            Restore(file, bytes);
        }
    }

    /// <summary>The content of a file after the undo; null if the file is to be deleted, or is gone.</summary>
    private static byte[]? Undone(ConnectedFile file) =>
        FileRead.Of(file.Path, MostBytes) switch
        {
            FileRead.Content { Bytes: var now } when SHA256.HashData(now).AsSpan().SequenceEqual(file.Written) => file.Before,
            // It was never written: the process ended before.
            FileRead.Content { Bytes: var now } when file.Before is { } before && now.AsSpan().SequenceEqual(before) => before,
            FileRead.Content { Bytes: var now } => EditedFile.Undo(now, file.Changes) is { } without
            && (JsonEdits.IsJson(without) || !JsonEdits.IsJson(now)) // a comma could be left over
                ? without
                : throw new UneditableException($"{file.Path} was edited where shim-lsp had written. Remove those lines by hand"),
            FileRead.Unreadable broken => throw new UneditableException($"{file.Path} {broken.Why}"),
            _ => null,
        };

    private static void Restore(ConnectedFile file, byte[]? bytes)
    {
        if (bytes is null)
        {
            File.Delete(file.Path);
            return;
        }

        WholeFile.Put(file.Path, bytes, Audience.Owner, overwrite: true);
        if (file.Mode is { } mode && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.Path, mode);
        }
    }
}
