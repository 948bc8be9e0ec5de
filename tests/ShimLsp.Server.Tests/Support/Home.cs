using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// A person's machine for one test: a home, the folders of the XDG specification, workspaces. Nothing of the real person's leaks in.
/// </summary>
internal sealed class Home : IDisposable
{
    /// <summary>Three keyless models. The chosen one shows how hard a task was judged, and no key can be missing.</summary>
    public const string ThreeModels = """
        {
          "models": [
            { "slug": "cheap", "model": "m-cheap", "provider": "ollama", "cost": 1, "strength": 0.3 },
            { "slug": "mid", "model": "m-mid", "provider": "ollama", "cost": 3, "strength": 0.6 },
            { "slug": "strong", "model": "m-strong", "provider": "ollama", "cost": 9, "strength": 0.95, "supports_images": true }
          ]
        }
        """;

    public Home(string? catalog = ThreeModels)
    {
        Directory.CreateDirectory(At("home"));
        Work = Folder("work");
        if (catalog is not null)
        {
            WriteCatalog(catalog);
        }
    }

    /// <summary>The temporary folder that holds all of it.</summary>
    public string Path { get; } = RealPath.Of(Directory.CreateTempSubdirectory("shim-lsp-tests-").FullName)!;

    /// <summary>The folder that a server is started in.</summary>
    public string Work { get; }

    /// <summary>The person's own catalog.</summary>
    public string Catalog => At("config/shim-lsp/models.json");

    /// <summary>Where the server keeps what it remembers.</summary>
    public string State => At("state/shim-lsp");

    /// <summary>The variables that lead a server here.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["HOME"] = At("home"),
            ["USERPROFILE"] = At("home"),
            ["XDG_CONFIG_HOME"] = At("config"),
            ["XDG_STATE_HOME"] = At("state"),
            ["APPDATA"] = At("config"),
            ["LOCALAPPDATA"] = At("state"),
        };

    public static string Uri(string path) => new Uri(path).AbsoluteUri;

    public string At(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>Makes a workspace folder.</summary>
    public string Folder(string name) => Directory.CreateDirectory(At(name)).FullName;

    public string WriteCatalog(string text) => Write("config/shim-lsp/models.json", text);

    /// <summary>Puts a file in place in one step, as editors save.</summary>
    public string Write(string relative, string text)
    {
        var path = At(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var draft = path + ".draft";
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
        return path;
    }

    /// <summary>The memory of the servers here, as another process sees it.</summary>
    public StateFolder StateFolder() =>
        new(
            new HostEnvironment
            {
                Variable = name => Variables.GetValueOrDefault(name),
                HomeFolder = At("home"),
                WorkingDirectory = Work,
                Time = TimeProvider.System,
                IsWindows = OperatingSystem.IsWindows(),
            }
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
