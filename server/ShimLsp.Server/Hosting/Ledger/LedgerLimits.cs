using System.Globalization;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Ledger;

/// <summary>Whether calls are recorded, and how much of them is kept.</summary>
/// <param name="IsOn">Whether calls are recorded.</param>
/// <param name="Days">How many days are kept.</param>
internal sealed record LedgerLimits(bool IsOn, int Days)
{
    /// <summary>The variable: <c>off</c>, or a number of days.</summary>
    public const string Variable = "SHIM_LSP_LEDGER";

    /// <summary>A year and a month: this November beside the last one.</summary>
    public const int DefaultDays = 400;

    /// <summary>The largest size of the file. By then it has some million calls.</summary>
    public const long MostBytes = 256L << 20;

    /// <summary>What the person set. What is neither <c>off</c> nor a number of days is passed over.</summary>
    /// <param name="host">The machine.</param>
    public static LedgerLimits Of(HostEnvironment host) =>
        host.Variable(Variable)?.Trim() switch
        {
            "off" or "0" => new(false, DefaultDays),
            { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 36_500 => new(
                true,
                days
            ),
            _ => new(true, DefaultDays),
        };
}
