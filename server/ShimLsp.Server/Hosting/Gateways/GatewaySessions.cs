using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Gateway;
using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>
/// The sessions of a gateway: one for each pair of a tenant and a workspace, opened when it is first used. Two of them share files and
/// connections, never a key, a decision, a model's health or an account. Thread-safe.
/// </summary>
internal sealed class GatewaySessions : IDisposable
{
    /// <summary>So many sessions stay open. One more closes the one that was idle the longest.</summary>
    public const int Most = 1024;

    /// <summary>A session that was idle for so long is closed.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(24);

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private readonly Lock changing = new();
    private readonly Dictionary<(string Tenant, string Folder), Entry> open = [];
    private readonly ServerOptions options;
    private readonly ProcessServices shared;
    private readonly ITimer sweeps;
    private bool isDisposed;

    /// <summary>Opens none yet.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="shared">What all sessions share.</param>
    public GatewaySessions(ServerOptions options, ProcessServices shared)
    {
        (this.options, this.shared) = (options, shared);
        sweeps = options.Host.Time.CreateTimer(_ => Sweep(), null, BetweenSweeps, BetweenSweeps);
    }

    /// <summary>How many are open.</summary>
    public int Count
    {
        get
        {
            lock (changing)
            {
                return open.Count;
            }
        }
    }

    /// <summary>The session of a tenant and a workspace.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="folder">The workspace.</param>
    public TenantSession Of(string tenant, string folder) => EntryOf(tenant, folder).Session.Value.Tenant;

    /// <inheritdoc/>
    public void Dispose()
    {
        sweeps.Dispose();
        lock (changing)
        {
            isDisposed = true;
            foreach (var entry in open.Values)
            {
                entry.Dispose();
            }

            open.Clear();
        }
    }

    private Entry EntryOf(string tenant, string folder)
    {
        lock (changing)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (!open.TryGetValue((tenant, folder), out var entry))
            {
                // A session reads files when it opens: not here, where others wait.
                entry = new Entry(new(() => Open(tenant, folder)));
                open.Add((tenant, folder), entry);
                if (open.Count > Most)
                {
                    Close(open.Where(one => one.Value != entry && one.Value.IsIdle).OrderBy(one => one.Value.Used).Take(1));
                }
            }

            entry.Used = options.Host.Time.GetTimestamp();
            return entry;
        }
    }

    private void Sweep()
    {
        lock (changing)
        {
            Close(open.Where(one => one.Value.IsIdle && options.Host.Time.GetElapsedTime(one.Value.Used) >= LongestIdle));
        }
    }

    private void Close(IEnumerable<KeyValuePair<(string Tenant, string Folder), Entry>> idle)
    {
        foreach (var (key, entry) in idle.ToArray())
        {
            open.Remove(key);
            entry.Dispose();
        }
    }

    private OpenTenant Open(string tenant, string folder)
    {
        var events = new EventStreams();
        var own = new MeasurementStore(options.Host.Time.GetUtcNow());
        var composition = new Composition(options, shared, tenant, events, own);
        composition.Workspaces.Start([folder], ClientSettings.Empty, trusted: false);
        var workspaces = composition.Workspaces;
        return new(
            composition,
            new(tenant, folder, composition.Contract, composition.Carrier)
            {
                Rules = () => workspaces.Find(null)?.Session.Snapshot.Catalog.Gateway ?? new GatewaySpec(),
                IsShared = shared.Sharing is not null,
                FreshenAsync = () => workspaces.Find(null)?.Session.FreshenAsync() ?? ValueTask.CompletedTask,
                ToldAsync = () => workspaces.Find(null)?.Session.ToldAsync() ?? Task.CompletedTask,
                Events = events,
                Measures = composition.Measures,
            }
        );
    }

    private sealed record OpenTenant(Composition Composition, TenantSession Tenant);

    private sealed class Entry(Lazy<OpenTenant> session) : IDisposable
    {
        public Lazy<OpenTenant> Session => session;

        public long Used { get; set; }

        public bool IsIdle => session.IsValueCreated && session.Value.Tenant.OfSession.Count == 0;

        public void Dispose()
        {
            if (session.IsValueCreated)
            {
                session.Value.Composition.Dispose();
            }
        }
    }
}
