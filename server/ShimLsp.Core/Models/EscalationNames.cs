using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models;

/// <summary>The names of <see cref="Escalation"/> in a catalog and in settings.</summary>
internal static class EscalationNames
{
    public static ImmutableArray<ChoiceWord> Words { get; } =
    [new("on", "The next stronger model takes over until there is progress."), new("off", "The scores alone decide.")];

    public static Escalation? Parse(string name) =>
        name switch
        {
            "on" => Escalation.On,
            "off" => Escalation.Off,
            _ => null,
        };
}
