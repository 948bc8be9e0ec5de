using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>
/// What a person allows the catalog of a workspace to send, and what they were asked in this run. The workspace holds its lock.
/// </summary>
/// <param name="folder">The workspace; null for the folderless one, of which nothing is remembered.</param>
/// <param name="services">What all workspaces share.</param>
internal sealed class WorkspaceConsent(FolderPath? folder, WorkspaceServices services)
{
    /// <summary>
    /// How many grants a person is asked for in a run: of a catalog with thousands, they would allow one just to be left alone.
    /// </summary>
    public const int MostQuestions = 10;

    private readonly HashSet<CredentialGrant> asked = [];

    /// <summary>The grants to ask for now. Each is asked for once in a run.</summary>
    /// <param name="load">The catalog that waits for them.</param>
    public ImmutableArray<CredentialGrant> Unasked(CatalogLoad load) =>
        [.. load.PendingGrants.Where(grant => asked.Count < MostQuestions && asked.Add(grant))];

    /// <summary>Remembers a grant.</summary>
    /// <param name="grant">The pair that they agreed to.</param>
    public void Give(CredentialGrant grant) => Report(known => services.State.Grant(known, grant));

    /// <summary>Allows a pair that the catalog asks for, or forbids one that is allowed.</summary>
    /// <param name="grant">The pair.</param>
    /// <param name="allowed">Whether to allow it.</param>
    /// <param name="look">Looks at the files again, and says what is allowed and asked for.</param>
    /// <returns>Whether it is allowed now; null if there is no such pair.</returns>
    public bool? Set(CredentialGrant grant, bool allowed, Func<WorkspaceGrants> look)
    {
        var isNew = asked.Add(grant); // before the files are looked at: a person who decides need not be asked in this run
        var grants = look();
        if (!Has(grants.Allowed) && !(allowed && Has(grants.Pending)))
        {
            _ = isNew && asked.Remove(grant);
            return null;
        }

        if (allowed)
        {
            Give(grant);
        }
        else
        {
            Report(known => services.State.Forbid(known, grant));
        }

        return Has(look().Allowed);

        bool Has(IReadOnlyList<WorkspaceGrant> some) =>
            some.Any(known => known.Reference == grant.Reference && known.Origin == grant.Origin);
    }

    private void Report(Func<FolderPath, CatalogProblem?> change)
    {
        if (folder is { } known && change(known) is { } problem)
        {
            services.Report(problem);
        }
    }
}
