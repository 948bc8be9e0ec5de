using System.Text.Json;
using ShimLsp.Soak.Gateway.Driving;

namespace ShimLsp.Soak.Shared.Replicas;

/// <summary>The replicas, and the tokens that let the tenants in at each of them.</summary>
internal sealed class ReplicaGroup : IDisposable
{
    private static readonly TimeSpan LongestJoin = TimeSpan.FromSeconds(30);

    private ReplicaGroup(IReadOnlyList<Replica> all, IReadOnlyDictionary<string, string> tokens) => (All, Tokens) = (all, tokens);

    /// <summary>The replicas.</summary>
    public IReadOnlyList<Replica> All { get; }

    /// <summary>The token of each tenant, the same at each replica.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; }

    /// <summary>Makes the homes and starts the replicas, one after the other.</summary>
    /// <param name="server">The binary, or the JIT build's assembly.</param>
    /// <param name="root">Where the homes are.</param>
    /// <param name="folders">The folder of each tenant.</param>
    /// <param name="catalogs">How many versions of each catalog are written during the run.</param>
    /// <param name="plans">The address of Redis for each replica (null for none), and more variables of its environment.</param>
    public static async Task<ReplicaGroup> StartAsync(
        string server,
        string root,
        IReadOnlyDictionary<string, SharedFolder> folders,
        int catalogs,
        IReadOnlyList<ReplicaPlan> plans
    )
    {
        var model = Directory.CreateDirectory(Path.Combine(root, "home")).FullName;
        Dictionary<string, string> tokens = [];
        foreach (var (tenant, folder) in folders)
        {
            // A workspace's catalog is used only if a person has agreed to its very text. So all versions are agreed to before.
            var versions = Scene.Mixed.Contains(tenant) ? catalogs : 1; // nobody edits the others'
            for (var version = versions - 1; version >= 0; version--)
            {
                folder.WriteCatalog(version);
                await GatewayProcess.RunAsync(server, model, "trust", folder.Path, "--yes");
            }

            string[] line = ["gateway", "token", "--tenant", tenant, "--folder", folder.Path, "--json"];
            tokens[tenant] = JsonElement.Parse(await GatewayProcess.RunAsync(server, model, line)).GetProperty("token").GetString()!;
        }

        List<Replica> all = [];
        foreach (var plan in plans)
        {
            var home = Path.Combine(root, $"home{all.Count}");
            Copy(model, home);
            WriteOwnCatalog(home, plan.Redis);
            all.Add(new(server, home, all.Count, plan.Environment));
            await all[^1].StartAsync();
        }

        return new(all, tokens);
    }

    /// <summary>The client of a tenant at a replica.</summary>
    public HttpClient Client(int replica, string tenant) => All[replica].Client(Tokens[tenant]);

    /// <summary>Waits until each replica says that it shares.</summary>
    /// <param name="time">Time.</param>
    /// <returns>Whether all do.</returns>
    public async Task<bool> JoinAsync(TimeProvider time)
    {
        var from = time.GetTimestamp();
        while (time.GetElapsedTime(from) < LongestJoin)
        {
            var says = await Task.WhenAll(All.Select(one => one.IsJoinedAsync()));
            if (says.All(one => one == true))
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), time);
        }

        return false;
    }

    public void Dispose()
    {
        foreach (var replica in All)
        {
            replica.Dispose();
        }
    }

    private static void WriteOwnCatalog(string home, string? redis)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, "shim-lsp")).FullName;
        var shared = redis is null ? "" : $$""", "gateway": { "shared": "{{redis}}", "shared_prefix": "soak" }""";
        File.WriteAllText(
            Path.Combine(folder, "models.json"),
            $$"""{ "models": [ { "slug": "none", "model": "none", "provider": "ollama" } ]{{shared}} }"""
        );
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, folder));
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(copy)
                : Directory.CreateDirectory(copy, File.GetUnixFileMode(folder));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}

/// <summary>How a replica is started.</summary>
/// <param name="Redis">The address of Redis; null for none.</param>
/// <param name="Environment">More variables of its environment.</param>
internal sealed record ReplicaPlan(string? Redis, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A plan with nothing in the environment.</summary>
    public ReplicaPlan(string? redis)
        : this(redis, new Dictionary<string, string>()) { }
}
