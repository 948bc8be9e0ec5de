using System.Globalization;

namespace ShimLsp.Server.Cli;

/// <summary>Names in a sentence.</summary>
internal static class NameList
{
    private const int Most = 6;

    /// <summary>The names in a row; of many, the first ones and how many more there are.</summary>
    /// <param name="names">The names.</param>
    public static string Of(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= Most
            ? string.Join(", ", all)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", all.Take(Most))} and {all.Length - Most} more");
    }
}
