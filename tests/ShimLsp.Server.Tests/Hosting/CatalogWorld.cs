using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Providers;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>
/// A person's machine in a temp folder: <c>home</c>, the open folder <c>ws</c>, and the session that loads its catalog. Each catalog is
/// told from the others by its only model's slug.
/// </summary>
internal sealed class CatalogWorld : IDisposable
{
    public CatalogWorld()
    {
        Folder.Folder("home");
        Folder.Folder("cwd");
        Folder.Folder("ws");
        Host = new HostEnvironment
        {
            Variable = name => Variables.GetValueOrDefault(name),
            HomeFolder = Folder.At("home"),
            WorkingDirectory = Folder.At("cwd"),
            Time = new FakeTimeProvider(),
        };
        State = new StateFolder(Host);
        Catalogs = new WorkspaceCatalogs(Host, State);
        Query = new CatalogQuery { Folder = FolderPath.Of(Folder.At("ws")) };
    }

    public TempFolder Folder { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public HostEnvironment Host { get; }

    public StateFolder State { get; }

    public WorkspaceCatalogs Catalogs { get; }

    public CatalogQuery Query { get; set; }

    public CatalogLoad? Last { get; private set; }

    public FolderPath Workspace => Query.Folder!;

    public static string Catalog(string slug, string? key = null, string url = "https://api.example.com", string extra = "") =>
        $$"""
            {"models":[{"slug":"{{slug}}","model":"m","provider":"generic-chat-completion-api",
              "base_url":"{{url}}"{{(key is null ? "" : $",\"api_key\":\"{key}\"")}}}]{{extra}}}
            """;

    public CatalogLoad Load() => Last = Catalogs.Load(Query, Last);

    /// <summary>The slug of the only model in force; <c>sample</c> for the embedded one, <c>none</c> for no catalog.</summary>
    public string InForce() =>
        Load().State switch
        {
            { Catalog: null } => "none",
            { Sources: ["embedded"] } => "sample",
            { Catalog.Models: [var only] } => only.Slug.Value,
            _ => "several",
        };

    /// <summary>The codes of the last load's problems.</summary>
    public string Problems() => string.Join(' ', Last!.State.Problems.Select(problem => problem.Code));

    /// <summary>Why the only model's key is missing; null if it is not.</summary>
    public string? Missing() => Load().State.Credentials.Values.Single().Missing;

    /// <summary>The same for a program.</summary>
    public CredentialFault? Fault() => Load().State.Credentials.Values.Single().Fault;

    /// <summary>The key that a call to the only model would carry; <c>!</c> where there would be no call.</summary>
    public string? Read() => Read(Load().State.Catalog!.Models.Single());

    /// <summary>The same of a model of any catalog, by the catalog that is in force now.</summary>
    public string? Read(ModelSpec model) => Sent(model, credentials => credentials.Key);

    /// <summary>The headers of the row that a call to the only model would carry; <c>!</c> if there would be no call.</summary>
    public string? Headers() =>
        Sent(
            Load().State.Catalog!.Models.Single(),
            credentials => string.Join(", ", credentials.Headers.Select(header => $"{header.Key}: {header.Value}"))
        );

    private string? Sent(ModelSpec model, Func<CallCredentials, string?> part)
    {
        var keys = new WorkspaceKeys(Host, State);
        keys.Follow(Query, Load().InForce);
        try
        {
            return part(keys.Read(model));
        }
        catch (UpstreamException)
        {
            return "!";
        }
    }

    public IEnumerable<string> Pending() => Last!.PendingGrants.Select(grant => $"{grant.Reference} {grant.Origin}");

    public IEnumerable<string> Watched() => Last!.WatchedFiles.Select(file => Path.GetRelativePath(Folder.Path, file.Path));

    public void Trust() => Query = Query with { IsTrusted = true };

    public void GrantAll()
    {
        foreach (var grant in Load().PendingGrants)
        {
            State.Grant(Workspace, grant).Should().BeNull();
        }
    }

    public void Give(string name, string secret) => Query = Query with { Secrets = Query.Secrets.SetItem(name, secret) };

    public void Dispose() => Folder.Dispose();
}
