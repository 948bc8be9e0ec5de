namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>Opens the file that a person names.</summary>
internal static class RowFile
{
    /// <summary>Stands for stdin.</summary>
    public const string FromInput = "-";

    /// <summary>How messages call it.</summary>
    /// <param name="written">As written.</param>
    public static string NameOf(string written) => written == FromInput ? "stdin" : written;

    /// <summary>Opens it.</summary>
    /// <param name="written">As written.</param>
    /// <param name="context">What commands work with.</param>
    /// <returns>The bytes, or why there are none.</returns>
    public static (Stream? Bytes, Failure? Failure) Open(string written, CommandContext context)
    {
        if (written == FromInput)
        {
            return (context.Terminal.OpenInput(), null);
        }

        if (context.Host.Expand(written, context.Host.WorkingDirectory) is not { } path)
        {
            return (null, Failure.Of($"'{written}' is no path: name a file of rows, or - for stdin."));
        }

        try
        {
            // A pipe will do as well as a file: <(jq ... results) is one.
            return (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), null);
        }
        catch (Exception nothing) when (nothing is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, Failure.Of($"{path}: There is no such file. Name a file of rows, or - for stdin."));
        }
        catch (UnauthorizedAccessException)
        {
            return (
                null,
                Failure.Of(
                    Directory.Exists(path)
                        ? $"{path}: This is a folder. Name a file of rows in it."
                        : $"{path}: It cannot be read: permission denied."
                )
            );
        }
        catch (Exception failed) when (failed is IOException or NotSupportedException)
        {
            return (null, Failure.Of($"{path}: It cannot be read: the file system reports an error."));
        }
    }
}
