namespace ShimLsp.Server.Cli;

/// <summary>Opens the file that a person names for a command to read.</summary>
internal static class InputFile
{
    /// <summary>The name that means stdin.</summary>
    public const string FromInput = "-";

    /// <summary>The file's name in messages.</summary>
    /// <param name="written">As written.</param>
    public static string NameOf(string written) => written == FromInput ? "stdin" : written;

    /// <summary>Opens it.</summary>
    /// <param name="written">As written.</param>
    /// <param name="wanted">What the command reads, such as <c>a file of rows</c>.</param>
    /// <param name="context">What commands work with.</param>
    /// <returns>The bytes, or why there are none.</returns>
    public static (Stream? Bytes, Failure? Failure) Open(string written, string wanted, CommandContext context)
    {
        if (written == FromInput)
        {
            return (context.Terminal.OpenInput(), null);
        }

        if (context.Host.Expand(written, context.Host.WorkingDirectory) is not { } path)
        {
            return Failed($"'{written}' is not a path. Name {wanted}, or - for stdin.");
        }

        try
        {
            // A pipe works as well as a file: <(jq ... results) is one.
            return (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), null);
        }
        catch (Exception nothing) when (nothing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed($"{path}: There is no such file. Name {wanted}, or - for stdin.");
        }
        catch (UnauthorizedAccessException)
        {
            return Failed(
                Directory.Exists(path)
                    ? $"{path}: This is a folder. Name {wanted} in it."
                    : $"{path}: It cannot be read: permission denied."
            );
        }
        catch (Exception failed) when (failed is IOException or NotSupportedException)
        {
            return Failed($"{path}: It cannot be read: the file system reports an error.");
        }

        static (Stream?, Failure?) Failed(string message) => (null, Failure.Of(message));
    }
}
