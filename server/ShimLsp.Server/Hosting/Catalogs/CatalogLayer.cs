using System.Collections.Immutable;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The places of a catalog, in the order of the search.</summary>
internal enum CatalogLayer
{
    /// <summary>The option <c>--models</c>.</summary>
    Option,

    /// <summary>The setting <c>shim.modelsPath</c>.</summary>
    Setting,

    /// <summary><c>.shim/models.json</c> of the workspace.</summary>
    Workspace,

    /// <summary>The person's own file.</summary>
    User,

    /// <summary>The older shim's file.</summary>
    CodexShim,

    /// <summary>The sample in the program itself.</summary>
    Embedded,
}

/// <summary>One place to look for a catalog.</summary>
/// <param name="Layer">What kind of place.</param>
/// <param name="Path">The full path; null if what names it can be no path.</param>
internal readonly record struct CatalogPlace(CatalogLayer Layer, string? Path)
{
    /// <summary>The folder that a workspace keeps its catalog in.</summary>
    public const string WorkspaceFolder = ".shim";

    private const string FileName = "models.json";

    /// <summary>Whether a person named this very file: it must be there.</summary>
    public bool IsNamed => Layer is CatalogLayer.Option or CatalogLayer.Setting;

    /// <summary>The places in files, the first first.</summary>
    /// <param name="query">Whose catalog.</param>
    /// <param name="host">The machine.</param>
    public static ImmutableArray<CatalogPlace> Of(CatalogQuery query, HostEnvironment host)
    {
        var places = ImmutableArray.CreateBuilder<CatalogPlace>();
        if (query.ModelsOption is { Length: > 0 } option)
        {
            places.Add(new(CatalogLayer.Option, FullPath(host, option, host.WorkingDirectory)));
        }
        else if (query.ModelsSetting is { Length: > 0 } setting)
        {
            places.Add(new(CatalogLayer.Setting, FullPath(host, setting, query.Folder?.Value ?? host.WorkingDirectory)));
        }

        Add(CatalogLayer.Workspace, query.Folder is { } open ? OfWorkspace(open) : null);
        Add(CatalogLayer.User, host.UserCatalog);
        Add(CatalogLayer.CodexShim, host.CodexShimCatalog);
        return places.ToImmutable();

        void Add(CatalogLayer layer, string? path)
        {
            if (path is not null)
            {
                places.Add(new(layer, path));
            }
        }
    }

    /// <summary>The path of a workspace's own catalog.</summary>
    /// <param name="folder">The workspace.</param>
    public static string OfWorkspace(FolderPath folder) => System.IO.Path.Combine(folder.Value, WorkspaceFolder, FileName);

    /// <summary>Editors have URIs at hand; a person writes a path.</summary>
    private static string? FullPath(HostEnvironment host, string written, string folder) =>
        written.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? (FolderReference.Parse(written, folder) as FolderReference.Local)?.Folder.Value
            : host.Expand(written, folder);
}
