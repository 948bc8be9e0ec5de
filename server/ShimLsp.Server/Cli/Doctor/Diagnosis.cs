using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary>Turns what was examined into the report.</summary>
internal static class Diagnosis
{
    public static DoctorReport Of(Examination seen)
    {
        var session = seen.Session;
        return new()
        {
            CanRoute = seen.CanRoute,
            Verdict = Verdict(seen),
            Workspace = seen.Folder.Value,
            Layers = CatalogLayers.Of(seen),
            Problems = [.. session.Problems.Select(problem => problem.ToInfo())],
            Models = [.. session.Catalog.Models.Select(model => Of(seen, model))],
            Router = session.IsReadable ? Of(session.Router) : null,
            Active = new(
                session.Active.Value,
                session.Pinned is null,
                seen.Memory.Active,
                seen.Memory.Active is null ? null : seen.MemoryFile
            ),
            State = new(seen.State.Folder, seen.State.Exists, seen.State.NotWritable is null, seen.State.IsPrivate, seen.State.NotWritable),
            Next = Remedies.For(seen),
        };
    }

    private static string Verdict(Examination seen)
    {
        var session = seen.Session;
        var count = session.Catalog.Candidates.Length;
        var verdict = session switch
        {
            { IsReadable: false } => "Auto cannot route: the catalog cannot be read.",
            { Router.Enabled: false } => "Auto cannot route: the router is off.",
            _ when count == 0 => "Auto cannot route: the catalog has no candidate.",
            _ when !seen.CanRoute =>
                $"Auto cannot route: {(count == 1 ? "its only candidate has no key" : $"none of its {count} candidates has a key")}.",
            _ => $"Auto can route: {seen.Ready.Count()} of {count} candidates can be used ({NamesOf(seen.Ready)}).",
        };
        var pin = session.Pinned is { } pinned && seen.CanRoute ? $" But {pinned.Slug} is active, so every task goes to it." : "";
        return verdict + pin + Errors(seen);
    }

    // Of a catalog that cannot be read, the verdict says so already.
    private static string Errors(Examination seen)
    {
        var count = seen.Session.IsReadable ? seen.Errors : 0;
        return count switch
        {
            0 => "",
            1 => " The catalog has 1 error.",
            _ => string.Create(CultureInfo.InvariantCulture, $" The catalog has {count} errors."),
        };
    }

    private static string NamesOf(IEnumerable<ModelSpec> models) => NameList.Of(models.Select(model => model.Slug.Value));

    private static ModelReport Of(Examination seen, ModelSpec model)
    {
        var credential = seen.Session.CredentialOf(model.Slug);
        var reference = credential.Reference ?? model.Credential;
        return new(
            model.Slug.Value,
            model.Provider.ToWireName(),
            model.Model,
            CredentialGrant.For(model.Credential, model.BaseUrl).Origin,
            model.IsCandidate,
            model.Cost,
            new(reference.Kind, reference.Name),
            credential.IsResolved,
            credential.Missing
        );
    }

    private static RouterReport Of(RouterSpec router) =>
        new(
            router.Enabled,
            router.Slug.Value,
            router.Threshold,
            router.Classifier?.Value,
            router.Default?.Value,
            router.Cache,
            router.CacheCapacity,
            router.CacheTtl?.TotalSeconds,
            router.Affinity,
            router.Escalation,
            router.Learning
        );
}
