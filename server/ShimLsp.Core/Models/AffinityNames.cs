using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models;

/// <summary>The names of <see cref="Affinity"/> in a catalog and in settings.</summary>
internal static class AffinityNames
{
    public static ImmutableArray<ChoiceWord> Words { get; } =
    [
        new("conversation", "A conversation keeps its model while that model is good enough and leaving it does not pay."),
        new("none", "Each turn is routed by itself."),
    ];

    public static Affinity? Parse(string name) =>
        name switch
        {
            "conversation" => Affinity.Conversation,
            "none" => Affinity.None,
            _ => null,
        };
}
