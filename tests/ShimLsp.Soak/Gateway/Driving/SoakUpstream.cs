using ShimLsp.Mock;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Driving;
using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Gateway.Driving;

/// <summary>The provider of all tenants. It sees what the gateway really sends, so the checks of that are here.</summary>
/// <param name="world">The run.</param>
/// <param name="tenants">The truth of each tenant, by name.</param>
/// <param name="sabotage">How the checker's feed is falsified.</param>
internal sealed class SoakUpstream(GatewayWorld world, IReadOnlyDictionary<string, TenantTruth> tenants, Sabotage sabotage)
{
    private const int FirstFalsified = 100;

    private int received;

    /// <summary>Chooses the answer to a request.</summary>
    /// <param name="request">The request.</param>
    public Answer Choose(ReceivedRequest request)
    {
        var texts = Canary.AllIn(request.Body);
        if (texts.Count == 0 || world.Ledger.Find(texts[^1]) is not { } asked || UpstreamName.Find(request.Model) is not { } model)
        {
            world.Findings.Add(new(FindingKind.Wrong, "the upstream", $"No agent sent what came to {request.Model}", []));
            return Answer.Fails(400, "No agent sent this.");
        }

        var outage = world.Outages.Of(model.Tenant, model.Slug);
        var arrival = Falsified(new(model, KeyOf(request), outage, request.Aborted, request.Ended));
        asked.Note(arrival);
        world.Tally.Count("upstream requests");
        world.Add(asked, tenants[asked.Canary.Tenant].Judge(asked, arrival, texts, world.Now));
        return Answers(asked.Canary, model, outage);
    }

    /// <summary>What a model says to a message.</summary>
    /// <param name="canary">The message's.</param>
    /// <param name="model">The model.</param>
    public static string TextOf(Canary canary, UpstreamName model) => $"ok {canary} by {model} end";

    /// <summary>The id of the call that a model makes on a message.</summary>
    /// <param name="canary">The message's.</param>
    public static string CallOf(Canary canary) => FormattableString.Invariant($"call_{canary.Tenant}_{canary.Agent}_{canary.Number}");

    /// <summary>The key that a request came with; empty for none.</summary>
    /// <param name="request">The request.</param>
    public static string KeyOf(ReceivedRequest request) =>
        request.Header("x-api-key") ?? request.Header("Authorization")?.Replace("Bearer ", "", StringComparison.Ordinal) ?? "";

    private static Answer Answers(Canary canary, UpstreamName model, Outage outage)
    {
        var says = Answer.Says("ok ", $"{canary}", $" by {model}", " end");
        var whole = canary.Rounds == 0 ? says : says.Calls(CallOf(canary), "read_file", "{\"path\":", $"\"{canary}\"}}");
        var paced = canary.Number % 5 == 0 ? whole.Drips(TimeSpan.FromMilliseconds(5)) : whole; // a client may leave in its middle
        return outage switch
        {
            Outage.Error => Answer.Fails(500),
            Outage.RateLimit => Answer.Fails(429).RetryAfter("1"),
            Outage.Reset => Answer.Drops(),
            Outage.Hang => Answer.Hangs(),
            Outage.HangMidway => paced.HangsAfter(1),
            Outage.Cut => paced.DropsAfter(2),
            Outage.ErrorEvent => paced.ErrsAfter(1),
            Outage.EarlyEnd => paced.EndsAfter(1),
            _ => paced,
        };
    }

    private Arrival Falsified(Arrival arrival) =>
        Interlocked.Increment(ref received) != FirstFalsified ? arrival
        : sabotage == Sabotage.Stale ? arrival with { Model = arrival.Model with { Version = -1 } }
        : sabotage == Sabotage.Other ? arrival with { Key = new UpstreamName("nobody", UpstreamName.Key, 0).ToString() }
        : arrival;
}
