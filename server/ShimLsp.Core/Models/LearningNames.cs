using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models;

/// <summary>The names of <see cref="Learning"/> in a catalog and in settings.</summary>
internal static class LearningNames
{
    public static ImmutableArray<ChoiceWord> Words { get; } =
    [
        new("on", "A switch to a stronger model within five minutes of a decision counts as the verdict `tooWeak`."),
        new("off", "Only verdicts that you give move the threshold."),
    ];

    public static Learning? Parse(string name) =>
        name switch
        {
            "on" => Learning.On,
            "off" => Learning.Off,
            _ => null,
        };
}
