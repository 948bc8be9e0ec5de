using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary>Every layer in order: which one is used, and why the ones before it are not.</summary>
internal static class CatalogLayers
{
    public static ImmutableArray<LayerReport> Of(Examination seen) => [.. Enum.GetValues<CatalogLayer>().Select(layer => Of(seen, layer))];

    private static LayerReport Of(Examination seen, CatalogLayer layer)
    {
        foreach (var step in seen.Load.Steps)
        {
            if (step.Place.Layer == layer)
            {
                return Reached(seen, step);
            }
        }

        return layer switch
        {
            CatalogLayer.Option => new(layer, LayerState.NotGiven, null, null),
            CatalogLayer.Setting => new(layer, LayerState.NotApplicable, null, null),
            CatalogLayer.Embedded when seen.Load.InForce is { Text.Place.Layer: CatalogLayer.Embedded } => new(
                layer,
                LayerState.InForce,
                null,
                "the sample in the program"
            ),
            CatalogLayer.Embedded => new(layer, LayerState.NotReached, null, null),
            _ when PathOf(seen, layer) is { } path => new(layer, LayerState.NotReached, path, null),
            _ => new(layer, LayerState.Absent, null, "no home folder: set HOME"),
        };
    }

    private static LayerReport Reached(Examination seen, CatalogStep step)
    {
        var (layer, path) = (step.Place.Layer, step.Place.Path);
        return step.Finding switch
        {
            CatalogFinding.Absent => new(layer, LayerState.Absent, path, null),
            CatalogFinding.Untrusted => new(
                layer,
                LayerState.Untrusted,
                path,
                seen.Memory.TrustedCatalogs.IsEmpty ? "you have not trusted it yet" : "it has changed since you trusted it"
            ),
            CatalogFinding.Found when seen.Load.InForce is not null => new(
                layer,
                LayerState.InForce,
                path,
                layer is CatalogLayer.Workspace ? "trusted" : null
            ),
            _ => new(
                layer,
                LayerState.Unreadable,
                path,
                seen.Load.State.Problems.FirstOrDefault(problem => problem.Severity is ProblemSeverity.Error)?.Message.TrimEnd('.')
            ),
        };
    }

    private static string? PathOf(Examination seen, CatalogLayer layer) =>
        layer switch
        {
            CatalogLayer.Workspace => CatalogPlace.OfWorkspace(seen.Folder),
            CatalogLayer.User => seen.Host.UserCatalog,
            _ => seen.Host.CodexShimCatalog,
        };
}
