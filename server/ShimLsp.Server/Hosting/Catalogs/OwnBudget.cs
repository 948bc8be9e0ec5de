using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Spending;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// The budget of the person's own file, if the catalog in force is another one. A clone's catalog, or a setting that came with a clone,
/// must not raise what the person set: so both budgets apply. Who names a catalog on the command line has chosen its budget too.
/// </summary>
/// <param name="Read">The file as it was last read without a fault; null if there is none, or if it is not needed.</param>
/// <param name="Looked">The file, looked at before it was read.</param>
/// <param name="Problem">Why its budget is not in force; null if nothing is wrong.</param>
internal sealed record OwnBudget(ReadCatalog? Read, ImmutableArray<WatchedFile> Looked, CatalogProblem? Problem)
{
    /// <summary>Reads it.</summary>
    /// <param name="inForce">The catalog in force; null for none.</param>
    /// <param name="host">The machine.</param>
    /// <param name="last">The result of the load before; null for none.</param>
    /// <param name="parse">Parses a text, or finds the catalog of the same text.</param>
    public static OwnBudget Of(CatalogText? inForce, HostEnvironment host, ReadCatalog? last, Func<CatalogText, ReadCatalog> parse)
    {
        if (inForce?.Place.Layer is not (CatalogLayer.Setting or CatalogLayer.Workspace) || host.UserCatalog is not { } path)
        {
            return new(null, [], null);
        }

        var look = WatchedFile.Look(path, host.Time.GetUtcNow());
        var read = FileRead.Of(path, CatalogSearch.MostBytes);
        ImmutableArray<WatchedFile> looked = [look.After(read.MayPass)];
        switch (read)
        {
            case FileRead.Content file when file.RealPath == inForce.RealPath:
            case FileRead.Absent:
                return new(null, looked, null);
            case FileRead.Content file:
                var text = new CatalogText(new(CatalogLayer.User, path), file.RealPath, file.Bytes);
                var parsed = text.IsSameAs(last?.Text) ? last! : parse(text);
                return parsed.Parse.Catalog is null ? StillInForce("is not valid") : new(parsed, looked, null);
            case FileRead.Unreadable broken:
                return StillInForce(broken.Why);
            default:
                throw new InvalidOperationException();
        }

        OwnBudget StillInForce(string why) =>
            new(
                last,
                looked,
                new(
                    SessionProblemCode.UnreadableCatalog,
                    ProblemSeverity.Warning,
                    $"Your own catalog {why}, so its {(last is null ? "budget is not in force" : "last valid budget stays in force")}. "
                        + "Correct it."
                )
                {
                    Source = path,
                }
            );
    }

    /// <summary>The budgets in force.</summary>
    /// <param name="inForce">The catalog in force; null for none.</param>
    /// <param name="isOfWorkspace">Whether it is the workspace's own.</param>
    public ImmutableArray<FileBudget> With(ReadCatalog? inForce, bool isOfWorkspace)
    {
        var budgets = ImmutableArray.CreateBuilder<FileBudget>();
        Add(inForce, isOfWorkspace);
        Add(Read, isOfWorkspace: false);
        return budgets.DrainToImmutable();

        void Add(ReadCatalog? file, bool isOfWorkspace)
        {
            if (file is { Text.Source: var source, Parse.Catalog.Budget: { LimitsSomething: true } budget })
            {
                budgets.Add(new(budget, source, isOfWorkspace));
            }
        }
    }
}
