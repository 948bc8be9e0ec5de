using System.Globalization;
using System.Text.RegularExpressions;

namespace ShimLsp.Soak.Gateway.Checking;

/// <summary>
/// A text that occurs once in a run. Each message of an agent has one, so a request at the upstream tells whose it is, and whose else's
/// texts are in it.
/// </summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Agent">The agent's number.</param>
/// <param name="Number">The message's number among the agent's.</param>
/// <param name="Rounds">How often a model that reads it as the last message is still to call a tool before it answers.</param>
internal readonly partial record struct Canary(string Tenant, int Agent, int Number, int Rounds)
{
    /// <summary>The canary as a text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"canary-{Tenant}-{Agent}-{Number}-{Rounds}.");

    /// <summary>Finds all in a text, in order.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<Canary> AllIn(string text) =>
        [
            .. Shape()
                .Matches(text)
                .Select(found => new Canary(
                    found.Groups[1].Value,
                    int.Parse(found.Groups[2].ValueSpan, CultureInfo.InvariantCulture),
                    int.Parse(found.Groups[3].ValueSpan, CultureInfo.InvariantCulture),
                    int.Parse(found.Groups[4].ValueSpan, CultureInfo.InvariantCulture)
                )),
        ];

    [GeneratedRegex(@"canary-([a-z]+)-(\d+)-(\d+)-(\d+)\.", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
