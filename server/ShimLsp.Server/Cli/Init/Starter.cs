using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Init;

/// <summary>What of <c>init</c> a program reads.</summary>
/// <param name="Catalog">The file that was written.</param>
/// <param name="Next">What to do with it.</param>
internal sealed record InitOutput(string Catalog, IReadOnlyList<NextStep> Next);

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

    /// <summary>The person's own; null where no folder for it is known.</summary>
    /// <param name="host">The machine.</param>
    public static Starter? OfPerson(HostEnvironment host) => host.UserCatalog is { } path ? new(path, null) : null;

    /// <summary>A workspace's own.</summary>
    /// <param name="folder">The workspace.</param>
    public static Starter OfWorkspace(FolderPath folder) => new(CatalogPlace.OfWorkspace(folder), folder);

    /// <summary>Writes it.</summary>
    /// <param name="force">Whether a file that is there gives way.</param>
    /// <returns>Why it was not written and what to do; null where it was.</returns>
    public string? Write(bool force)
    {
        // A person may keep the file elsewhere and link to it: the link stays. A clone may link to anything.
        if (RealPath.Of(Path) is not { } target)
        {
            return $"{Path} is a loop of symbolic links: remove it.";
        }

        if (workspace is { } own && !own.Real().Contains(target))
        {
            return $"{Path} leads out of the workspace, to {target}: remove the link.";
        }

        try
        {
            // The person's own may come to hold keys. The workspace's is for all who work in it.
            WholeFile.Put(target, EmbeddedSample.AsStarter(), workspace is null ? Audience.Owner : Audience.Default, overwrite: force);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"{target} could not be written: {(Directory.Exists(target) ? "it is a folder" : "permission denied")}.";
        }
        catch (IOException failed)
        {
            return Directory.Exists(target) ? $"{target} could not be written: it is a folder."
                : File.Exists(target) && !force ? $"{target} is there already and was left as it is: edit it, or replace it with --force."
                : $"{target} could not be written: {failed.Message}";
        }
    }

    /// <summary>What to do once it is written.</summary>
    /// <param name="host">The machine.</param>
    public ImmutableArray<NextStep> Next(HostEnvironment host) =>
        [
            new("Take out the models that you do not have, add those that you do: each field has a comment.", Edit: Path),
            .. workspace is null
                ? []
                : new[]
                {
                    new NextStep(
                        "A workspace's own file is used only as it stands when you agree to it: do so when it is as you want it.",
                        TrustCommandLine.For(workspace, new(CatalogLayer.Workspace, Path))
                    ),
                },
            .. Keys(host),
            new(
                "See whether all is there that is needed.",
                workspace is null ? "shim-lsp doctor" : $"shim-lsp doctor --folder {ShellWord.Of(workspace.Value)}"
            ),
        ];

    private static IEnumerable<NextStep> Keys(HostEnvironment host) =>
        CatalogParser
            .Parse(EmbeddedSample.AsStarter())
            .Catalog!.Models.Where(model =>
                model.Credential is { Kind: CredentialKind.Env, Name: { } name } && host.Variable(name) is null or ""
            )
            .GroupBy(model => model.Credential.Name!, model => model.Slug.Value)
            .Select(variable => NextStep.SetVariable(variable.Key, variable, host));
}
