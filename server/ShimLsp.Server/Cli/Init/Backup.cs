using System.Globalization;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Init;

/// <summary>Keeps a copy of a file that is about to be replaced.</summary>
internal static class Backup
{
    private const int Most = 1_000;

    /// <summary>Copies a file to <c>FILE.bak</c>, or to <c>FILE.bak.1</c> and so on: an older copy is never overwritten.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="audience">Who may read the copy.</param>
    /// <returns>The copy; null if there is no file, or nothing in it.</returns>
    /// <exception cref="IOException">The file cannot be copied, so it must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">Its folder may not be written.</exception>
    public static string? Of(string path, Audience audience)
    {
        var read = File.Exists(path) ? FileRead.Of(path, Array.MaxLength) : new FileRead.Absent();
        if (read is FileRead.Unreadable broken)
        {
            throw new IOException($"the old file {broken.Why}");
        }

        if (read is not FileRead.Content { Bytes: { Length: > 0 } bytes })
        {
            return null;
        }

        for (var number = 0; number < Most; number++)
        {
            var copy = number == 0 ? $"{path}.bak" : string.Create(CultureInfo.InvariantCulture, $"{path}.bak.{number}");
            if (TryPut(copy, bytes, audience))
            {
                return copy;
            }
        }

        throw new IOException($"there are {Most} copies of it already. Remove some: {path}.bak*");
    }

    private static bool TryPut(string copy, byte[] bytes, Audience audience)
    {
        if (Path.Exists(copy))
        {
            return false;
        }

        try
        {
            WholeFile.Put(copy, bytes, audience, overwrite: false);
            return true;
        }
        catch (IOException) when (Path.Exists(copy))
        {
            return false; // another process made it meanwhile
        }
    }
}
