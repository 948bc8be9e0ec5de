using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>How much a task asks for, on the scale of <see cref="StrengthTable"/>: a model of that strength gets it right every other time.</summary>
/// <param name="Value">Between <see cref="Lowest"/> and <see cref="Highest"/>.</param>
/// <param name="Because">The two or three features that weighed most, in our own words.</param>
internal readonly record struct Difficulty(double Value, string Because)
{
    /// <summary>No task is so easy that a model of no strength is trusted with it.</summary>
    public const double Lowest = 0.10;

    /// <summary>
    /// No task is held to be beyond the strongest models: what all fail alike would go to the cheapest, and these few counts cannot
    /// know that.
    /// </summary>
    public const double Highest = 0.70;

    // Set by hand, against the tasks in the tests. They are log-odds, as a fit of a logistic regression would give them.
    private const double Bias = -0.30;

    private static readonly ImmutableArray<(Trait Trait, double Weight)> Weights =
    [
        (Trait.SmallEdit, -2.20),
        (Trait.SmallThing, -1.60),
        (Trait.Making, 0.70),
        (Trait.Reshaping, 1.40),
        (Trait.Diagnosis, 1.10),
        (Trait.Concurrency, 1.60),
        (Trait.Performance, 1.10),
        (Trait.Security, 1.30),
        (Trait.Distribution, 1.30),
        (Trait.Proof, 2.60),
        (Trait.Scope, 1.40),
        (Trait.Constraint, 0.60),
        (Trait.Asking, -1.00),
    ];

    /// <summary>Weighs the features of a task.</summary>
    public static Difficulty Of(TaskFeatures task)
    {
        var sum = new WeightedSum(Bias);
        sum.Add(-0.70 * Shortness(task.Words), "short");
        sum.Add(1.10 * Fullness(task.Words - 40, 120), "long");
        sum.Add(0.50 * Fullness(task.CodeLines - 20, 200), "much code");
        sum.Add(task.HasTrace ? 0.40 : 0, "a stack trace");
        sum.Add(1.30 * Fullness(task.Files - 1, 3), "several files named");
        sum.Add(0.90 * Fullness(task.Steps - 1, 4), "several steps");
        foreach (var (trait, weight) in Weights)
        {
            if (task.Phrase(trait) is { } phrase)
            {
                sum.Add(weight * Saturated(task.Hits(trait)) * Locality(trait, task), phrase);
            }
        }

        return new Difficulty(Lowest + ((Highest - Lowest) / (1 + Math.Exp(-sum.Total))), sum.Because);
    }

    // An edit is small only where it stays in one place, and a detail is only mentioned where the task is about something larger.
    private static double Locality(Trait trait, TaskFeatures task) => trait switch
    {
        Trait.SmallEdit when task.Hits(Trait.Scope) + task.Hits(Trait.Reshaping) > 0 || task.Files > 2 => 0.4,
        Trait.SmallThing when IsLarge(task) => 0.2,
        Trait.SmallThing when task.Hits(Trait.Making) > 0 => 0.5,
        _ => 1,
    };

    private static bool IsLarge(TaskFeatures task)
    {
        for (var trait = Trait.Reshaping; trait <= Trait.Scope; trait++)
        {
            if (task.Hits(trait) > 0)
            {
                return true;
            }
        }

        return task.Files > 2;
    }

    // The first word says most, the third little, the thirtieth nothing: a text is not hard for repeating itself.
    private static double Saturated(int hits) => hits switch { 0 => 0, 1 => 0.7, 2 => 0.9, _ => 1 };

    private static double Shortness(int words) => Math.Clamp((30 - words) / 22.0, 0, 1);

    private static double Fullness(int count, int full) => Math.Clamp(count / (double)full, 0, 1);
}
