using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Init;

/// <summary>What <c>init --json</c> writes.</summary>
/// <param name="Catalog">The file that was written.</param>
/// <param name="Backup">The copy of the file that was replaced; null if none was.</param>
/// <param name="Schema">The schema that was written beside it; null if a file that is not ours has its name.</param>
/// <param name="Next">What to do with it.</param>
internal sealed record InitOutput(string Catalog, string? Backup, string? Schema, IReadOnlyList<NextStep> Next);

/// <summary>What was written.</summary>
/// <param name="Backup">The copy of the file that was replaced; null if there was nothing to keep.</param>
/// <param name="Schema">The schema beside the file; null if a file that is not ours has its name.</param>
/// <param name="Problem">Why nothing was written; null if it was.</param>
internal sealed record Written(string? Backup, string? Schema, string? Problem);

/// <summary>The file that <c>init</c> writes.</summary>
internal sealed class Starter
{
    private readonly FolderPath? workspace;

    private Starter(string path, FolderPath? workspace)
    {
        Path = path;
        this.workspace = workspace;
    }

    /// <summary>Where it goes.</summary>
    public string Path { get; }

    /// <summary>The person's own; null if no folder for it is known.</summary>
    /// <param name="host">The machine.</param>
    public static Starter? OfPerson(HostEnvironment host) => host.UserCatalog is { } path ? new(path, null) : null;

    /// <summary>A workspace's own.</summary>
    /// <param name="folder">The workspace.</param>
    public static Starter OfWorkspace(FolderPath folder) => new(CatalogPlace.OfWorkspace(folder), folder);

    /// <summary>Writes it.</summary>
    /// <param name="force">Whether to replace an existing file. A copy of it is kept.</param>
    public Written Write(bool force)
    {
        // A person may keep the file elsewhere and link to it, so the link stays. A clone may link to anything.
        if (RealPath.Of(Path) is not { } target)
        {
            return Refused($"{Path} is a loop of symbolic links. Remove it.");
        }

        if (workspace is { } own && !own.Real().Contains(target))
        {
            return Refused($"{Path} leads out of the workspace, to {target}. Remove the link.");
        }

        if (!force && System.IO.Path.Exists(target))
        {
            return Directory.Exists(target) ? IsFolder(target) : Exists(target); // before anything is written beside it
        }

        try
        {
            // A person's own file may hold keys later. A workspace's is for everyone who works in it.
            var audience = workspace is null ? Audience.Owner : Audience.Default;
            var backup = force ? Backup.Of(target, audience) : null;
            // An editor looks for the schema from where it opened the file, which may be either end of a link.
            var schema = SchemaCopy.Beside(Path, audience);
            var isThere = schema is not null && (target == Path || SchemaCopy.Beside(target, audience) is not null);
            WholeFile.Put(target, EmbeddedSample.AsStarter(namesSchema: isThere), audience, overwrite: force);
            return new(backup, schema, null);
        }
        catch (UnauthorizedAccessException)
        {
            return Refused($"{target} could not be written: {(Directory.Exists(target) ? "it is a folder" : "permission denied")}.");
        }
        catch (IOException failed)
        {
            return Directory.Exists(target) ? IsFolder(target)
                : File.Exists(target) && !force ? Exists(target)
                : Refused($"{target} could not be written: {failed.Message}");
        }

        static Written IsFolder(string target) => Refused($"{target} could not be written: it is a folder.");

        static Written Exists(string target) => Refused($"{target} exists and was not changed. Edit it, or replace it with --force.");

        static Written Refused(string problem) => new(null, null, problem);
    }

    /// <summary>What to do next.</summary>
    /// <param name="host">The machine.</param>
    public ImmutableArray<NextStep> Next(HostEnvironment host) =>
        [
            new("Remove the models that you do not have, and add those that you do. Each field has a comment.", Place: new(Path)),
            .. workspace is null
                ? []
                : new[]
                {
                    new NextStep(
                        "A workspace's catalog is used only if you trust it, and every edit asks again. Trust it when it is finished.",
                        TrustCommandLine.For(workspace, new(CatalogLayer.Workspace, Path))
                    ),
                },
            .. Keys(host),
            new("Check your setup.", workspace is null ? "shim-lsp doctor" : $"shim-lsp doctor --folder {ShellWord.Of(workspace.Value)}"),
        ];

    private static IEnumerable<NextStep> Keys(HostEnvironment host) =>
        CatalogParser
            .Parse(EmbeddedSample.Read())
            .Catalog!.Models.Where(model =>
                model.Credential is { Kind: CredentialKind.Env, Name: { } name } && host.Variable(name) is null or ""
            )
            .GroupBy(model => model.Credential.Name!, model => model.Slug.Value)
            .Select(variable => NextStep.SetVariable(variable.Key, variable, host));
}
