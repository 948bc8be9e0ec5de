using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Routing;

/// <summary>Which candidates can take a request, and why the others cannot.</summary>
/// <param name="ByRequest">
/// Those that can do the task at all, in the catalog's order. These are scored, and the cache's key names them.
/// </param>
/// <param name="Now">Those of them that can be used now.</param>
/// <param name="Rejected">
/// The others with their reasons: those of the request, then those of the moment, each in the catalog's order.
/// </param>
public sealed record Eligibility(ImmutableArray<ModelSpec> ByRequest, ImmutableArray<ModelSpec> Now, ImmutableArray<Candidate> Rejected)
{
    /// <summary>Sorts the candidates by what the request needs.</summary>
    /// <param name="candidates">The catalog's candidates.</param>
    /// <param name="signal">What was read of the request.</param>
    /// <param name="requested">The only models the caller wants; null for all.</param>
    public static Eligibility ForRequest(ImmutableArray<ModelSpec> candidates, TaskSignal signal, ImmutableArray<ModelSlug>? requested)
    {
        ImmutableArray<Candidate>.Builder? rejected = null;
        var wanted = requested?.ToHashSet(); // a client may name thousands
        foreach (var model in candidates)
        {
            if (Refusal(model, signal, wanted) is { } reason)
            {
                (rejected ??= ImmutableArray.CreateBuilder<Candidate>()).Add(Reject(model, reason));
            }
        }

        if (rejected is null)
        {
            return new(candidates, candidates, []);
        }

        ImmutableArray<ModelSpec> able = [.. candidates.Where(model => Refusal(model, signal, wanted) is null)];
        return new(able, able, rejected.ToImmutable());
    }

    /// <summary>Removes the models that cannot be used now.</summary>
    /// <param name="refusalNow">The reason, by credential or health, why a model cannot be used now; null if it can.</param>
    public Eligibility AtThisMoment(Func<ModelSpec, Rejection?> refusalNow)
    {
        ImmutableArray<ModelSpec>.Builder? now = null;
        ImmutableArray<Candidate>.Builder? rejected = null;
        for (var i = 0; i < ByRequest.Length; i++)
        {
            if (refusalNow(ByRequest[i]) is { } reason)
            {
                now ??= TakeFirst(i);
                (rejected ??= Rejected.ToBuilder()).Add(Reject(ByRequest[i], reason));
            }
            else
            {
                now?.Add(ByRequest[i]);
            }
        }

        return now is null ? this with { Now = ByRequest } : this with { Now = now.ToImmutable(), Rejected = rejected!.ToImmutable() };
    }

    private static Rejection? Refusal(ModelSpec model, TaskSignal signal, HashSet<ModelSlug>? wanted)
    {
        if (wanted is not null && !wanted.Contains(model.Slug))
        {
            return Rejection.NotRequested;
        }

        if (signal.HasImages && !model.SupportsImages)
        {
            return Rejection.NoImages;
        }

        if (signal.HasTools && !model.SupportsTools)
        {
            return Rejection.NoTools;
        }

        return signal.InputTokens > model.ContextWindow ? Rejection.ContextTooSmall : null;
    }

    private static Candidate Reject(ModelSpec model, Rejection reason) => new(model.Slug, null, model.Cost, Verdict.Rejected, reason);

    private ImmutableArray<ModelSpec>.Builder TakeFirst(int count)
    {
        var builder = ImmutableArray.CreateBuilder<ModelSpec>(ByRequest.Length);
        builder.AddRange(ByRequest, count);
        return builder;
    }
}
