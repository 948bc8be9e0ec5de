using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Spending;
using ShimLsp.Server.Telemetry;
using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Hosting;

/// <summary>What is looked up of open sessions when somebody asks for it: caches, health, budgets.</summary>
internal static class SessionObservations
{
    /// <summary>Looks it up.</summary>
    /// <param name="sessions">The sessions, and whose they are.</param>
    /// <param name="clock">Time.</param>
    public static ImmutableArray<Observation> Of(IEnumerable<(string Tenant, WorkspaceSession Session)> sessions, TimeProvider clock)
    {
        var sums = new MeasurementStore(clock.GetUtcNow());
        var budgets = new Dictionary<TagSet, BudgetStanding>();
        foreach (var (tenant, session) in sessions)
        {
            var stats = session.Stats();
            sums.Add(Measures.CacheEntries, stats.Cache.Entries);
            foreach (var model in stats.Snapshot.Catalog.Models)
            {
                var state = session.AvailabilityOf(stats.Snapshot, model.Slug).State;
                if (state is not AvailabilityState.Available)
                {
                    sums.Add(
                        Measures.Unavailable,
                        1,
                        new(TagNames.Model, model.Slug.Value),
                        new(TagNames.State, SessionMeasures.WordOf(state))
                    );
                }
            }

            foreach (var standing in stats.Budget)
            {
                Keep(budgets, TagsOf(standing.Limit, tenant), standing);
            }
        }

        foreach (var (tags, standing) in budgets)
        {
            sums.Add(new(Measures.BudgetLimit, standing.Limit.Amount, tags));
            sums.Add(new(Measures.BudgetSpent, standing.Spent, tags));
            sums.Add(new(Measures.BudgetReserved, standing.Reserved, tags));
        }

        return [.. sums.Read().SelectMany(family => family.Series.Select(one => new Observation(family.Measure, one.Sum, one.Tags)))];
    }

    // A workspace's path is nobody's business. Of several workspaces, as of several files, the budget that is used the most counts.
    private static TagSet TagsOf(BudgetLimit limit, string tenant) =>
        TagSet.Of(
            new(TagNames.Scope, SessionMeasures.WordOf(limit.Scope)),
            new(TagNames.Period, SessionMeasures.WordOf(limit.Period)),
            new(TagNames.Tenant, limit.Scope is BudgetScope.Tenant ? tenant : null)
        );

    private static void Keep(Dictionary<TagSet, BudgetStanding> budgets, TagSet tags, BudgetStanding standing)
    {
        if (!budgets.TryGetValue(tags, out var other) || ShareOf(standing) > ShareOf(other))
        {
            budgets[tags] = standing;
        }
    }

    private static double ShareOf(BudgetStanding standing) => (standing.Spent + standing.Reserved) / standing.Limit.Amount;
}
