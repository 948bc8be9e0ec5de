using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>Whether anything can be remembered, and whether others can get at it.</summary>
/// <param name="Folder">The state folder; null if none is known.</param>
/// <param name="Exists">Whether it is there. It is made when there is something to remember.</param>
/// <param name="NotWritable">Why nothing can be written, as the end of a sentence that starts with the folder; null if it can.</param>
/// <param name="BlockedBy">The path that is in the way; null if there is none.</param>
/// <param name="IsPrivate">
/// Whether it belongs to the person alone, so that its content can be trusted. The check makes it private if it can. Null if it does not
/// exist, or the platform has other means.
/// </param>
internal sealed record StateFolderCheck(string? Folder, bool Exists, string? NotWritable, string? BlockedBy, bool? IsPrivate)
{
    /// <summary>
    /// Checks the folder. To find out whether it can write, it creates a file and removes it at once. It writes nothing else.
    /// </summary>
    /// <param name="host">The machine.</param>
    public static StateFolderCheck Of(HostEnvironment host)
    {
        if (host.StateFolder is not { } folder)
        {
            return new(null, false, "is not known: set HOME or XDG_STATE_HOME", null, null);
        }

        // Files go to the folder below, if it exists.
        var below = Path.Join(folder, StateFolder.WorkspacesFolder);
        var deepest = Directory.Exists(below) ? below : NearestThatExists(folder);
        var exists = Directory.Exists(folder);
        var isBelieved = PrivateFolder.Ensure(folder);
        var why = isBelieved ? WhyNotWritable(deepest) : $"is not used: {StateFiles.NotBelieved}";
        return new(
            folder,
            exists,
            why,
            why is null ? null
                : isBelieved ? deepest
                : folder,
            exists && !OperatingSystem.IsWindows() ? isBelieved : null
        );
    }

    private static string NearestThatExists(string folder)
    {
        while (!Path.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        return folder;
    }

    private static string? WhyNotWritable(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return $"cannot be made: {folder} is not a folder";
        }

        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            };
            new FileStream(Path.Join(folder, $".{Path.GetRandomFileName()}.tmp"), options).Dispose();
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"cannot be written: permission denied in {folder}";
        }
        catch (IOException)
        {
            return $"cannot be written: the file system reports an error in {folder}";
        }
    }
}
