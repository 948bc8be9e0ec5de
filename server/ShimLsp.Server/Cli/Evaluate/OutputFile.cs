using System.Text;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>Writes a file that an option names.</summary>
internal static class OutputFile
{
    /// <summary>Writes it; what is there gives way, as of a shell's redirection.</summary>
    /// <param name="written">The path as written.</param>
    /// <param name="text">What goes into it.</param>
    /// <param name="rows">The file that is read, as written: it never gives way.</param>
    /// <param name="host">The machine.</param>
    /// <returns>Why it was not written; null where it was.</returns>
    public static Failure? Write(string written, string text, string rows, HostEnvironment host)
    {
        if (host.Expand(written, host.WorkingDirectory) is not { } path || RealPath.Of(path) is not { } real)
        {
            return Failure.Of($"{written} could not be written: it is not a path to a file.");
        }

        if (host.Expand(rows, host.WorkingDirectory) is { } input && RealPath.Of(input) == real)
        {
            return Failure.Of($"{path} was not written: it is the input file. Name another.");
        }

        try
        {
            WholeFile.Put(real, Encoding.UTF8.GetBytes(text), Audience.Default, overwrite: true);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            var why =
                Directory.Exists(real) ? "it is a folder"
                : failed is IOException ? failed.Message.TrimEnd('.')
                : "permission denied";
            return Failure.Of($"{path} could not be written: {why}.");
        }
    }
}
