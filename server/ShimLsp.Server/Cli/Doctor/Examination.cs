using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary>
/// Everything that <c>doctor</c> looks at, each once. It only reads files; it sends no request.
/// </summary>
internal sealed record Examination
{
    /// <summary>The machine.</summary>
    public required HostEnvironment Host { get; init; }

    /// <summary>The workspace.</summary>
    public required FolderPath Folder { get; init; }

    /// <summary>Whose catalog was searched for.</summary>
    public required CatalogQuery Query { get; init; }

    /// <summary>How its catalog was searched for, and what was found.</summary>
    public required CatalogLoad Load { get; init; }

    /// <summary>What a session that opens now would be.</summary>
    public required SessionSnapshot Session { get; init; }

    /// <summary>What is remembered for the workspace.</summary>
    public required WorkspaceMemory Memory { get; init; }

    /// <summary>The file for that, even if it does not exist yet; null if no state folder is known.</summary>
    public required string? MemoryFile { get; init; }

    /// <summary>Whether anything can be remembered.</summary>
    public required StateFolderCheck State { get; init; }

    /// <summary>The candidates that have their key or need none.</summary>
    public IEnumerable<ModelSpec> Ready => Session.Catalog.Candidates.Where(model => Session.CredentialOf(model.Slug).IsResolved);

    /// <summary>Whether Auto has a model to choose.</summary>
    public bool CanRoute => Session.IsReadable && Session.Router.Enabled && Ready.Any();

    /// <summary>How many problems lose a row or the whole catalog.</summary>
    public int Errors => Session.Problems.Count(problem => problem.Severity is ProblemSeverity.Error);

    /// <summary>Looks.</summary>
    /// <param name="context">What commands work with.</param>
    /// <param name="folder">The workspace.</param>
    /// <param name="models">The option <c>--models</c>; null if it is not given.</param>
    public static Examination Of(CommandContext context, FolderPath folder, string? models)
    {
        var state = new StateFolder(context.Host);
        var memory = state.Read(folder);
        var query = new CatalogQuery { Folder = folder, ModelsOption = models };
        var load = new WorkspaceCatalogs(context.Host, state).Load(query, previous: null);
        return new()
        {
            Host = context.Host,
            Folder = folder,
            Query = query,
            Load = load,
            Session = SessionSnapshot.Resolve(
                generation: 0,
                catalogVersion: 1,
                load.State,
                ClientSettings.Empty,
                memory.Active is { } slug ? new ModelSlug(slug) : null
            ),
            Memory = memory,
            MemoryFile = state.FileOf(folder),
            State = StateFolderCheck.Of(context.Host),
        };
    }
}
