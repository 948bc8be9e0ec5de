using System.Globalization;

namespace ShimLsp.Soak.Facts;

/// <summary>Settings as a client pushes them; null means not set, so that the catalog's own value holds.</summary>
/// <param name="Threshold"><c>router.threshold</c>.</param>
/// <param name="Capacity"><c>router.cacheCapacity</c>.</param>
/// <param name="TimeToLive"><c>router.cacheTtlSeconds</c>.</param>
/// <param name="Cache"><c>router.cache</c>.</param>
internal sealed record SettingsFacts(double? Threshold = null, int? Capacity = null, TimeSpan? TimeToLive = null, bool? Cache = null)
{
    /// <summary>The section <c>shim</c>.</summary>
    public string Json() =>
        $$$"""{"router":{"threshold":{{{Of(Threshold)}}},"cacheCapacity":{{{Of(Capacity)}}},"""
        + $$$""" "cacheTtlSeconds":{{{Of(TimeToLive?.TotalSeconds)}}},"cache":{{{Word(Cache)}}}}}""";

    private static string Word(bool? flag) =>
        flag switch
        {
            true => "true",
            false => "false",
            null => "null",
        };

    private static string Of<T>(T? number)
        where T : struct, IFormattable => number?.ToString(null, CultureInfo.InvariantCulture) ?? "null";
}
