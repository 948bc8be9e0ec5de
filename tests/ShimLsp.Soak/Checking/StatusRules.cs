using System.Text.Json;

namespace ShimLsp.Soak.Checking;

/// <summary>What <c>status</c> must say: the server's own count against ours.</summary>
internal static class StatusRules
{
    public static Fault? Judge(SessionModel session, JsonElement status)
    {
        var counts = session.Counts;
        var livesForEver = session.Cache.TimeToLive is null;
        return Differs(status, "hits", counts.Hits)
            ?? Differs(status, "misses", counts.Misses)
            ?? Differs(status, "bypassed", counts.Bypassed)
            ?? Differs(status, "coalesced", 0)
            ?? Differs(status, "requests", counts.Hits + counts.Misses + counts.Bypassed)
            ?? Evictions(session.Cache, status.GetProperty("evictions").GetInt64())
            ?? Differs(status, "capacity", session.Capacity)
            ?? Differs(status, "fallbacks", 0)
            ?? (livesForEver ? Differs(status, "entries", session.Cache.Count) : null)
            ?? Differs("active", session.Active, status.GetProperty("active").GetString()!)
            ?? Differs("decisions", Shown(counts.Decisions), Shown(status.GetProperty("decisions")))
            ?? Differs("invalidations", Shown(counts.Invalidations), Shown(status.GetProperty("invalidations")))
            ?? Differs("recent", string.Join(' ', counts.Recent.Reverse()), string.Join(' ', Ids(status.GetProperty("recent"))));
    }

    private static Fault? Evictions(CacheModel cache, long count) =>
        cache.Evictions is var before && cache.SettleEvictions(count)
            ? null
            : Fault.Wrong($"status: evictions is {count}, we counted {before}");

    private static IEnumerable<string?> Ids(JsonElement recent) =>
        recent.EnumerateArray().Select(decision => decision.GetProperty("decisionId").GetString());

    private static string Shown(IEnumerable<KeyValuePair<string, long>> counts) =>
        string.Join(' ', counts.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Shown(JsonElement counts) =>
        Shown(
            counts
                .EnumerateObject()
                .Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetInt64()))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        );

    private static Fault? Differs(JsonElement status, string name, long expected) =>
        status.GetProperty(name).GetInt64() is var actual && actual != expected
            ? Fault.Wrong($"status: {name} is {actual}, we counted {expected}")
            : null;

    private static Fault? Differs(string name, string expected, string actual) =>
        expected == actual ? null : Fault.Wrong($"status: {name} is {actual}, it must be {expected}");
}
