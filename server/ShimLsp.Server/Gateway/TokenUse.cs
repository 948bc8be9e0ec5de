using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Server.Gateway;

/// <summary>What one token does now, and what it has done. Thread-safe.</summary>
/// <param name="id">Names the token. It is not the token.</param>
public sealed class TokenUse(string id)
{
    private readonly Lock counting = new();
    private readonly Dictionary<string, long> decisions = new(StringComparer.Ordinal);
    private double spent;
    private double saved;

    /// <summary>Names the token. It is not the token.</summary>
    public string Id => id;

    /// <summary>The requests that run with it.</summary>
    public InFlight Requests { get; } = new();

    /// <summary>The event streams that are open with it. They last, so they take no request's place.</summary>
    public InFlight Streams { get; } = new();

    /// <summary>Counts a request that was carried to a model.</summary>
    /// <param name="result">What became of it.</param>
    public void Note(ChatResult result)
    {
        var (decision, cost, saving) = result switch
        {
            ChatResult.Answered answered => (answered.Decision, answered.Cost ?? 0, answered.Saved),
            ChatResult.Failed failed => (failed.Decision, 0, 0),
            _ => (null, 0d, 0d),
        };
        if (decision is null)
        {
            return;
        }

        lock (counting)
        {
            var slug = decision.Model.Slug.Value;
            decisions[slug] = decisions.GetValueOrDefault(slug) + 1;
            spent = Pricing.Rounded(spent + cost);
            saved = Pricing.Rounded(saved + saving);
        }
    }

    /// <summary>The decisions by model, and US dollars at the catalog's prices.</summary>
    public (IReadOnlyDictionary<string, long> Decisions, double Spent, double Saved) Read()
    {
        lock (counting)
        {
            return (new Dictionary<string, long>(decisions), spent, saved);
        }
    }
}
