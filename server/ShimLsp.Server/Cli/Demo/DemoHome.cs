using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>
/// A home of the demonstration's own, with the embedded sample as its catalog, so that the person's own catalog and state are neither
/// read nor written. Deleted at the end.
/// </summary>
internal sealed class DemoHome : IDisposable
{
    private const string NoCandidates = "\"candidates\": []";
    private const string Placeholder = "placeholder-for-the-demo";

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("shim-lsp-demo-");
    private readonly string catalogFile;
    private readonly string sample;

    /// <summary>Makes it.</summary>
    /// <param name="time">The clock.</param>
    public DemoHome(TimeProvider time)
    {
        Workspace = Folder("workspace");
        var nowhere = new HostEnvironment { Variable = _ => null, HomeFolder = null, WorkingDirectory = Workspace, Time = time };
        var load = new WorkspaceCatalogs(nowhere, new StateFolder(nowhere)).Load(new() { Folder = null }, previous: null);
        sample = Encoding.UTF8.GetString(load.InForce!.Text.Bytes);
        Catalog = load.State.Catalog!;
        KeyNames = [.. Catalog.Models.Where(model => model.Credential.Kind is CredentialKind.Env).Select(model => model.Credential.Name!).Distinct()];
        Variables = MakeVariables();
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
        File.WriteAllText(catalogFile, sample);
    }

    /// <summary>The folder that is opened.</summary>
    public string Workspace { get; }

    /// <summary>The sample.</summary>
    public Catalog Catalog { get; }

    /// <summary>The environment variables that the sample takes keys from.</summary>
    public ImmutableArray<string> KeyNames { get; }

    /// <summary>What the server's environment has in place of the person's own.</summary>
    public ImmutableDictionary<string, string> Variables { get; }

    /// <summary>Edits the catalog as a person would: this model shall be no candidate any more.</summary>
    /// <param name="slug">The model.</param>
    public void Retire(string slug)
    {
        var others = Catalog.Candidates.Where(model => model.Slug.Value != slug).Select(model => $$"""{ "slug": "{{model.Slug}}" }""");
        var edited = sample.Replace(NoCandidates, $"\"candidates\": [{string.Join(", ", others)}]", StringComparison.Ordinal);
        if (edited == sample)
        {
            throw new InvalidOperationException($"The sample has no {NoCandidates} to edit.");
        }

        File.WriteAllText(catalogFile, edited);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            root.Delete(recursive: true);
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            // Left to whoever empties the folder for temporary files.
        }
    }

    // A key there must be, or the hosted models could not be chosen; what it is does not matter, since nothing is sent.
    private ImmutableDictionary<string, string> MakeVariables()
    {
        var home = Folder("home");
        return new Dictionary<string, string>
        {
            ["HOME"] = home,
            ["USERPROFILE"] = home,
            ["APPDATA"] = Folder("config"),
            ["LOCALAPPDATA"] = Folder("state"),
            ["XDG_CONFIG_HOME"] = Folder("config"),
            ["XDG_STATE_HOME"] = Folder("state"),
        }.Concat(KeyNames.Select(name => KeyValuePair.Create(name, Placeholder))).ToImmutableDictionary();
    }

    private string Folder(string name) => root.CreateSubdirectory(name).FullName;
}
