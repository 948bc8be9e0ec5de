using System.Text;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Run;

/// <summary>A private folder for the files of one run. It is removed at the end.</summary>
internal sealed class RunFolder : IDisposable
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("shim-lsp-run-").FullName; // only its owner can enter it

    /// <summary>Writes a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Its text.</param>
    public void Write(string name, string text) =>
        WholeFile.Put(System.IO.Path.Join(Path, name), Encoding.UTF8.GetBytes(text), Audience.Owner, overwrite: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // The system clears its temporary folder, and the token in it is worth nothing without the gateway.
        }
    }
}
