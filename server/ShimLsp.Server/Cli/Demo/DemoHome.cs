using System.Collections.Immutable;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>
/// A home for the demonstration, with its own catalog, so that the person's catalog and state are neither read nor written.
/// Deleted at the end.
/// </summary>
internal sealed class DemoHome : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("shim-lsp-demo-");
    private readonly string catalogFile;

    /// <summary>Makes it.</summary>
    /// <param name="catalog">The catalog's text.</param>
    /// <param name="keys">The variables that the catalog takes keys from, and their values.</param>
    /// <param name="time">The clock.</param>
    public DemoHome(string catalog, IEnumerable<KeyValuePair<string, string>> keys, TimeProvider time)
    {
        Workspace = Folder("workspace");
        Variables = Folders().Concat(keys).ToImmutableDictionary();
        var own = new HostEnvironment
        {
            Variable = name => Variables.GetValueOrDefault(name),
            HomeFolder = null,
            WorkingDirectory = Workspace,
            Time = time,
            IsWindows = OperatingSystem.IsWindows(),
        };
        catalogFile = own.UserCatalog!;
        Directory.CreateDirectory(Path.GetDirectoryName(catalogFile)!);
        Write(catalog);
    }

    /// <summary>The folder that is opened.</summary>
    public string Workspace { get; }

    /// <summary>The server's environment variables that replace the person's.</summary>
    public ImmutableDictionary<string, string> Variables { get; }

    /// <summary>Writes the catalog, as a person who edits it.</summary>
    /// <param name="catalog">Its text.</param>
    public void Write(string catalog) => File.WriteAllText(catalogFile, catalog);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            root.Delete(recursive: true);
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            // The system empties the temporary folder some time.
        }
    }

    private Dictionary<string, string> Folders()
    {
        var home = Folder("home");
        return new()
        {
            ["HOME"] = home,
            ["USERPROFILE"] = home,
            ["APPDATA"] = Folder("config"),
            ["LOCALAPPDATA"] = Folder("state"),
            ["XDG_CONFIG_HOME"] = Folder("config"),
            ["XDG_STATE_HOME"] = Folder("state"),
        };
    }

    private string Folder(string name) => root.CreateSubdirectory(name).FullName;
}
