using System.Globalization;
using ShimLsp.Soak.Shared.Acts;
using ShimLsp.Soak.Shared.Checking;
using ShimLsp.Soak.Shared.Driving;
using ShimLsp.Soak.Shared.Redis;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared;

/// <summary>A Redis, three replicas on it, and their tenants.</summary>
internal sealed class Scene : IAsyncDisposable
{
    /// <summary>How many replicas there are.</summary>
    public const int Replicas = 3;

    /// <summary>The tenants of the client mix: the same tasks, other choices.</summary>
    public static readonly string[] Mixed = ["alpha", "beta"];

    /// <summary>The tenant of the herd.</summary>
    public const string Herd = "herd";

    /// <summary>The tenant whose classifier is never answered in time.</summary>
    public const string Lease = "lease";

    /// <summary>The tenant whose models ask for a pause.</summary>
    public const string Ill = "ill";

    /// <summary>The tenant that pays.</summary>
    public const string Payer = "payer";

    /// <summary>What the payer may spend in a day, in dollars.</summary>
    public const int Budget = 20;

    private readonly string root;
    private readonly List<IDisposable> owned = [];

    private Scene(string root, SharedWorld world, SharedUpstream upstream)
    {
        (this.root, Upstream) = (root, upstream);
        Once = new OncePerGeneration(world.Faults.WasQuiet);
    }

    /// <summary>The provider of all models.</summary>
    public SharedUpstream Upstream { get; }

    /// <summary>Whether each task is classified once.</summary>
    public OncePerGeneration Once { get; }

    /// <summary>Redis; with Sentinel its first master.</summary>
    public required RedisServer Redis { get; init; }

    /// <summary>The line from the last replica to Redis; null if it has none of its own.</summary>
    public Relay? Line { get; private init; }

    /// <summary>Redis with Sentinel; null without.</summary>
    public SentinelGroup? Sentinel { get; private init; }

    /// <summary>The network that Redis is in; null for this machine's.</summary>
    public RedisNetwork? Network { get; private init; }

    /// <summary>The replicas.</summary>
    public ReplicaGroup Group { get; private set; } = null!;

    /// <summary>The folder of each tenant.</summary>
    public required IReadOnlyDictionary<string, SharedFolder> Folders { get; init; }

    /// <summary>How many versions of each catalog are agreed to.</summary>
    public required int Catalogs { get; init; }

    /// <summary>Sets everything up.</summary>
    /// <param name="act">What for.</param>
    /// <param name="world">The run.</param>
    /// <param name="upstream">The provider of all models.</param>
    /// <param name="baseUrl">Its base URL.</param>
    /// <param name="program">Which Redis.</param>
    /// <param name="root">Where.</param>
    /// <param name="catalogs">How many versions of each catalog are written.</param>
    public static async Task<Scene> StartAsync(
        Act act,
        SharedWorld world,
        SharedUpstream upstream,
        string baseUrl,
        RedisProgram program,
        string root,
        int catalogs
    )
    {
        Directory.CreateDirectory(root);
        var network = act == Act.Namespace ? await RedisNetwork.MakeAsync() : null;
        var sentinel = act is Act.Sentinel or Act.LostWrites ? await SentinelGroup.StartAsync(program, root) : null;
        var redis =
            sentinel?.First
            ?? (
                network is null
                    ? await RedisServer.StartAsync(program, root)
                    : await RedisServer.StartAsync(program with { Before = network.Inside }, root, null, RedisNetwork.Far)
            );
        var line = sentinel is null && network is null ? new Relay(redis.Port) : null;
        var folders = FoldersOf(act, root, baseUrl);
        var scene = new Scene(root, world, upstream)
        {
            Redis = redis,
            Line = line,
            Sentinel = sentinel,
            Network = network,
            Folders = folders,
            Catalogs = catalogs,
        };
        scene.owned.Add(redis);
        var direct = sentinel?.Url ?? Url(redis.Host, redis.Port);
        ReplicaPlan[] plans =
        [
            new(direct, Clock(act, null)),
            new(direct, Clock(act, "+1h")),
            new(line is null ? direct : Url("127.0.0.1", line.Port), Clock(act, "-1h")),
        ];
        scene.Group = await ReplicaGroup.StartAsync(world.Options.Server, root, folders, catalogs, plans);
        return scene;
    }

    public async ValueTask DisposeAsync()
    {
        Group?.Dispose();
        if (Line is not null)
        {
            await Line.DisposeAsync();
        }

        Sentinel?.Dispose();
        owned.ForEach(one => one.Dispose());
        if (Network is not null)
        {
            await Network.DisposeAsync();
        }

        Directory.Delete(root, recursive: true);
    }

    private static string Url(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"redis://{host}:{port}");

    private static Dictionary<string, SharedFolder> FoldersOf(Act act, string root, string baseUrl)
    {
        var folders = Mixed.ToDictionary(name => name, name => new SharedFolder(root, name, baseUrl));
        if (act == Act.Mix)
        {
            folders[Herd] = new(root, Herd, baseUrl);
            folders[Ill] = new(root, Ill, baseUrl);
            folders[Lease] = new(root, Lease, baseUrl, timeout: 3);
            folders[Payer] = new(root, Payer, baseUrl, budget: Budget);
        }

        return folders;
    }

    private static Dictionary<string, string> Clock(Act act, string? shift) =>
        act == Act.Skew && shift is not null
            ? new()
            {
                ["LD_PRELOAD"] = Faketime.Library!,
                ["FAKETIME"] = shift,
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                ["FAKETIME_DONT_RESET"] = "1",
            }
            : [];
}
