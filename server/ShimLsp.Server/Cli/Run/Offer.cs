using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Clients;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Run;

/// <summary>What a gateway offers its clients, from the models of a session.</summary>
internal static class Offer
{
    /// <summary>The active model first, then Auto if the router is on, then the catalog's models.</summary>
    /// <param name="models">The models.</param>
    public static ImmutableArray<OfferedModel> Of(ListModelsResult models)
    {
        var real = models.Models.Where(model => model.Kind is ModelKind.Model).ToArray();
        var offered = models.Models.Select(model => model.Kind is ModelKind.Auto ? Auto(model, real) : As(model.Slug, model)).ToArray();
        var active = Array.Find(offered, model => model.Id == models.Active);
        return active is null
            ? [.. offered]
            : [active with { Id = ClientGateway.ActiveModel, Name = $"ShimLsp ({active.Name})" }, .. offered];
    }

    /// <summary>Why no model can be used, a sentence about one model or the catalog; null if one can.</summary>
    /// <param name="listed">The models.</param>
    public static string? WhyNone(ListModelsResult listed)
    {
        var models = listed.Models.Where(model => model.Kind is ModelKind.Model).ToArray();
        if (models.Any(model => model.Availability.State is AvailabilityState.Available))
        {
            return null;
        }

        var broken = listed.Catalog.Problems.FirstOrDefault(problem => problem.Severity is ProblemSeverity.Error);
        return models is [{ Availability.Reason: { } reason } first, ..] ? $"{first.Slug}: {reason} "
            : broken is not null ? $"{ProblemLine.Place(broken)}: {broken.Message} "
            : "";
    }

    // A long prompt goes to a model that can read it, so Auto reads what the best of them reads.
    private static OfferedModel Auto(ModelInfo auto, IEnumerable<ModelInfo> real)
    {
        var usable = real.Where(model => model.Availability.State is AvailabilityState.Available).ToArray();
        return new(
            auto.Slug,
            auto.DisplayName,
            usable.Max(model => model.ContextWindow),
            usable.Min(model => model.MaxOutputTokens),
            usable.Any(model => model.SupportsImages)
        );
    }

    private static OfferedModel As(string id, ModelInfo model) =>
        new(id, model.DisplayName, model.ContextWindow, model.MaxOutputTokens, model.SupportsImages);
}
