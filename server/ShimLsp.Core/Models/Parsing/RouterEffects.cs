using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reports fields of the router that are right by themselves and change nothing, because of another field.</summary>
internal static class RouterEffects
{
    /// <summary>What only Auto's choice reads.</summary>
    private static readonly ImmutableArray<Field> OfChoice =
    [
        RouterFields.Threshold,
        RouterFields.Classifier,
        RouterFields.Timeout,
        RouterFields.MaxTokens,
        RouterFields.Cache,
        RouterFields.CacheCapacity,
        RouterFields.CacheTtlSeconds,
        RouterFields.Affinity,
        RouterFields.Escalation,
        RouterFields.Learning,
    ];

    /// <summary>Reports them.</summary>
    /// <param name="router">The block.</param>
    /// <param name="draft">What was read of it.</param>
    /// <param name="problems">Where to report.</param>
    public static void Check(FieldReader router, RouterDraft draft, ProblemList problems)
    {
        if (!draft.Spec.Enabled)
        {
            Report(OfChoice, "changes nothing while `enabled` is false. Remove one of them.");
            return;
        }

        if (router.Value(RouterFields.Classifier) is null)
        {
            Report(
                [RouterFields.Timeout, RouterFields.MaxTokens],
                "is for a classifier, and none is named. Remove it, or set `classifier`."
            );
        }

        if (!draft.Spec.Cache)
        {
            Report(
                [RouterFields.CacheCapacity, RouterFields.CacheTtlSeconds],
                "changes nothing while `cache` is false. Remove one of them."
            );
        }

        void Report(ImmutableArray<Field> fields, string why)
        {
            foreach (var field in fields.Where(field => router.Value(field) is not null))
            {
                problems.NoEffect(router.MemberOf(field)!.Value, $"`{field.Name}` {why}");
            }
        }
    }
}
