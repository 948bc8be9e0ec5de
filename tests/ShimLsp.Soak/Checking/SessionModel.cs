using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Measuring;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>An edit of a catalog's file that the server has to notice by itself.</summary>
/// <param name="Catalog">What the file says now.</param>
/// <param name="WrittenAt">Since when.</param>
internal sealed record PendingEdit(CatalogFacts Catalog, DateTimeOffset WrittenAt)
{
    /// <summary>When a message said that it is in force; null before.</summary>
    public DateTimeOffset? KnownSince { get; init; }

    /// <summary>
    /// Whether it overtook a call that had begun before it. That call met an empty cache, as the contract allows, and everything after it
    /// is of the new generation.
    /// </summary>
    public bool OvertookCall { get; init; }
}

/// <summary>
/// The state that a session must have, by the contract and by all messages to it. Nothing here knows how the server does it.
/// </summary>
/// <param name="folder">Its folder.</param>
/// <param name="catalog">The catalog in force at its opening.</param>
/// <param name="settings">The settings in force at its opening.</param>
/// <param name="stalls">What the machine may add to a time.</param>
internal sealed class SessionModel(FolderFacts folder, CatalogFacts catalog, SettingsFacts settings, Stalls stalls)
{
    private readonly Dictionary<long, long> told = []; // generations, by the catalog's version
    private readonly Dictionary<long, long> adopted = [];
    private long compared = 1;
    private SettingsFacts settings = settings;
    private string? selected = folder.Remembered;

    public FolderFacts Folder { get; } = folder;

    /// <summary>What the machine may add to a documented time.</summary>
    public TimeSpan Allowance => stalls.Allowance;

    public long Generation { get; private set; } = 1;

    public long CatalogVersion { get; private set; } = 1;

    public CatalogFacts Catalog { get; private set; } = catalog;

    public CacheModel Cache { get; } = Empty(catalog, settings);

    public HealthModel Health { get; } = new();

    public SessionCounts Counts { get; } = new();

    /// <summary>
    /// Whether the server has answered in this session, so that it has read the catalog. It may open a session only when it is first used;
    /// an edit before that is simply what it finds.
    /// </summary>
    public bool HasAnswered { get; set; }

    /// <summary>An edit of the file that may or may not be in force yet; null if all are.</summary>
    public PendingEdit? Pending { get; private set; }

    /// <summary>The longest time from the writing of a file to the message that it is in force.</summary>
    public TimeSpan LongestEdit { get; private set; }

    public double Threshold => settings.Threshold ?? Catalog.Threshold;

    public int Capacity => settings.Capacity ?? Catalog.Capacity;

    public bool CacheIsOn => settings.Cache ?? true;

    /// <summary>The chosen model if it exists, otherwise Auto.</summary>
    public string Active => selected is { } slug && Exists(slug) ? slug : Palette.Auto;

    public ModelFacts? Pinned => Catalog.Find(Active);

    /// <summary>Whether a model, or Auto, has that name.</summary>
    public bool Exists(string slug) => slug == Palette.Auto || Catalog.Find(slug) is not null;

    /// <summary>
    /// When an answer was made, by the server's clocks. It has two, one to count by and one to show, and may be stopped between reading
    /// the one and the other for as long as this machine stops anybody.
    /// </summary>
    public Moment MomentOf(Exchange exchange) => new(exchange.SaidAt - stalls.Longest, exchange.HeardAt + stalls.Longest);

    /// <returns>How many entries were dropped.</returns>
    public int Switch(string slug, bool persist)
    {
        selected = slug;
        Folder.Remembered = persist ? slug : Folder.Remembered;
        return Drop("modelSwitched");
    }

    public int Invalidate() => Drop("manual");

    public void Configure(SettingsFacts next, DateTimeOffset at)
    {
        settings = next;
        Drop("configurationChanged");
        Health.Renew(slug => Catalog.Find(slug) is not null, at);
    }

    /// <summary>The file was written. The server must notice it, unless its content is the same as before.</summary>
    public void Edit(CatalogFacts next, DateTimeOffset at) => Pending = next == Catalog ? null : new(next, at);

    /// <summary>A message says that a catalog is in force.</summary>
    /// <returns>What is wrong with that; null if nothing is.</returns>
    public string? Told(long version, long generation, DateTimeOffset at)
    {
        if (Pending is { KnownSince: null } edit && version == CatalogVersion + 1)
        {
            Pending = edit with { KnownSince = at };
            Took(at - edit.WrittenAt);
        }

        if (version > compared)
        {
            told.TryAdd(version, generation);
        }

        return Compare(version);
    }

    /// <summary>A call of the old generation met a cache that was empty already; false if nothing could have emptied it.</summary>
    public bool MayBeOvertaken()
    {
        Pending = Pending is { } edit ? edit with { OvertookCall = true } : null;
        return Pending is not null;
    }

    /// <summary>What is wrong with a state that the server gave for a model; null if it may be so.</summary>
    public string? HealthFault(string slug, string? state, DateTimeOffset? until, Moment now) =>
        Health.Fault(slug, state, until, now) is { } fault && !MayBeOvertaken() ? fault : null;

    /// <summary>The edit is in force.</summary>
    /// <param name="at">By when, at the latest.</param>
    /// <returns>What is wrong with that; null if nothing is.</returns>
    public string? ApplyPending(DateTimeOffset at)
    {
        var edit = Pending!;
        Took((edit.KnownSince ?? at) - edit.WrittenAt);
        Pending = null;
        Cache.WasOvertaken();
        return Adopt(edit.Catalog, at);
    }

    /// <summary>Another catalog is in force.</summary>
    /// <param name="next">The catalog.</param>
    /// <param name="at">By when, at the latest: what began before may still meet the refusals of before.</param>
    /// <returns>What is wrong with that message; null if nothing is.</returns>
    public string? Adopt(CatalogFacts next, DateTimeOffset at)
    {
        Catalog = next;
        CatalogVersion++;
        Drop("catalogChanged");
        Health.Renew(slug => next.Find(slug) is not null, at);
        adopted[CatalogVersion] = Generation;
        return Compare(CatalogVersion);
    }

    /// <summary>Versions that were announced and that nothing in the transcript accounts for.</summary>
    public IEnumerable<long> Unaccounted() => told.Keys.Where(version => version > CatalogVersion + (Pending is null ? 0 : 1));

    private static CacheModel Empty(CatalogFacts catalog, SettingsFacts settings)
    {
        var cache = new CacheModel();
        cache.Clear(settings.Capacity ?? catalog.Capacity, settings.TimeToLive);
        return cache;
    }

    private int Drop(string cause)
    {
        Generation++;
        Counts.Invalidated(cause);
        return Cache.Clear(Capacity, settings.TimeToLive);
    }

    // The notification and the answers may overtake one another: the second is compared with the first. This holds only for the first
    // notification of a version. Later ones report other problems, at whatever generation that was.
    private string? Compare(long version)
    {
        if (!told.TryGetValue(version, out var one) || !adopted.TryGetValue(version, out var other))
        {
            return null;
        }

        told.Remove(version);
        adopted.Remove(version);
        compared = version;
        return one == other ? null : $"catalog version {version} was announced for generation {one}, and is in force since {other}";
    }

    private void Took(TimeSpan span) => LongestEdit = span > LongestEdit ? span : LongestEdit;
}
