using System.Text.Json.Serialization;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>What the requests of one client did: of a whole session, or of one token of a gateway.</summary>
/// <param name="Decisions">Decisions by model.</param>
/// <param name="Spent">What they cost, in US dollars at the catalog's prices.</param>
/// <param name="Saved">What routing saved with them; null if a classifier's cost would have to be shared out.</param>
public sealed record SpendingInfo(IReadOnlyDictionary<string, long> Decisions, double Spent, double? Saved)
{
    /// <summary>A whole session's.</summary>
    /// <param name="status">Its counts.</param>
    public static SpendingInfo Of(StatsInfo status) => new(status.Decisions, status.Savings.Spent, status.Savings.Net);
}

/// <summary>Its JSON form.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SpendingInfo))]
internal sealed partial class SpendingJson : JsonSerializerContext;
