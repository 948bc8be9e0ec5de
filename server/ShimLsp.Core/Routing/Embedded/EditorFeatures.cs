using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// The features of an editor's task that a person would name, as figures of about 0..1, each with a name for explanations.
/// </summary>
internal static class EditorFeatures
{
    // A task of 20 words is usual.
    private const double UsualLength = 3;

    private static readonly ImmutableArray<Trait> Traits = [.. Enum.GetValues<Trait>().Where(trait => trait >= Trait.Asking)];

    // The first words of a task mostly say what it wants.
    private static readonly ImmutableArray<Trait> Heads =
    [
        Trait.Asking,
        Trait.SmallEdit,
        Trait.SmallThing,
        Trait.Explaining,
        Trait.Making,
        Trait.Testing,
        Trait.Reshaping,
        Trait.Migrating,
        Trait.Diagnosis,
        Trait.Proof,
        Trait.Design,
    ];

    private static readonly ImmutableArray<string> Shapes =
    [
        "length",
        "shortness",
        "code",
        "much code",
        "trace",
        "diff",
        "files",
        "steps",
        "clauses",
        "sentences",
        "question",
        "numbers",
        "breadth",
        "tamed",
    ];

    /// <summary>Their names, in their order, for tables.</summary>
    public static ImmutableArray<string> Names { get; } =
    [.. Traits.Select(trait => trait.ToString()), .. Heads.Select(trait => $"begins with {trait}"), .. Shapes];

    /// <summary>The number of features.</summary>
    public static int Count => Names.Length;

    /// <summary>The feature that counts how many kinds of concern a task has.</summary>
    public static int Breadth { get; } = Names.IndexOf("breadth");

    /// <summary>Writes the figures.</summary>
    /// <param name="task">What was read.</param>
    /// <param name="to">As many as <see cref="Count"/>.</param>
    public static void Fill(TaskFeatures task, Span<double> to)
    {
        // What a small edit, or a question, is about may be frightening; the task is not.
        var isTame = task.Head is Trait.SmallEdit or Trait.SmallThing || (task.Head is Trait.Explaining && task.Words < 40);
        var tameness = isTame ? 0.4 : 1;
        var at = 0;
        foreach (var trait in Traits)
        {
            to[at++] = Saturated(task.Hits(trait)) * (trait >= Trait.Reshaping ? tameness : 1);
        }

        foreach (var head in Heads)
        {
            to[at++] = task.Head == head ? 1 : 0;
        }

        to[at++] = Math.Clamp((PortableMath.Log(1 + task.Words) - UsualLength) / 2, -1, 1);
        to[at++] = Math.Clamp((12 - task.Words) / 10.0, 0, 1);
        to[at++] = Math.Min(1, PortableMath.Log(1 + task.CodeLines) / 4);
        to[at++] = task.CodeLines > 5 ? 1 : 0;
        to[at++] = task.HasTrace ? 1 : 0;
        to[at++] = task.HasDiff ? 1 : 0;
        to[at++] = Math.Min(1, task.Files / 3.0);
        to[at++] = Math.Min(1, task.Steps / 5.0);
        to[at++] = Math.Min(1, PortableMath.Log(1 + task.Clauses) / 2.5);
        to[at++] = Math.Min(1, (task.Sentences - 1) / 5.0);
        to[at++] = task.Questions > 0 ? 1 : 0;
        to[at++] = Math.Min(1, task.ProseNumbers / 5.0);
        to[at++] = Math.Min(1, Concerns(task) / 6.0) * tameness;
        to[at] = isTame ? 1 : 0;
    }

    /// <summary>The name of a task's feature in an explanation.</summary>
    /// <param name="feature">Which, in the order of <see cref="Names"/>.</param>
    /// <param name="task">The task.</param>
    /// <returns>Our own words; null for what says nothing by itself.</returns>
    public static string? Phrase(int feature, TaskFeatures task)
    {
        if (feature < Traits.Length)
        {
            return task.Phrase(Traits[feature]);
        }

        return feature < Traits.Length + Heads.Length
            ? task.Phrase(Heads[feature - Traits.Length])
            : Shapes[feature - Traits.Length - Heads.Length] switch
            {
                "length" => task.Words > 20 ? "long" : "short",
                "shortness" => "short",
                "code" or "much code" => "code to read",
                "trace" => "a stack trace",
                "diff" => "a diff",
                "files" => task.Files > 1 ? "several files named" : "a file named",
                "steps" => "several steps",
                "clauses" => "many conditions",
                "sentences" => "several sentences",
                "question" => "a question",
                "numbers" => "numbers given",
                "breadth" => Concerns(task) > 2 ? "many concerns at once" : null,
                _ => null,
            };
    }

    /// <summary>
    /// The direction that a feature's weight may have: 1 if it can only make a task easier, -1 if only harder, 0 for either. A few hundred
    /// tasks must not overrule common sense.
    /// </summary>
    /// <param name="feature">Which, in the order of <see cref="Names"/>.</param>
    public static int Direction(int feature)
    {
        if (feature < Traits.Length + Heads.Length)
        {
            return (feature < Traits.Length ? Traits[feature] : Heads[feature - Traits.Length]) switch
            {
                Trait.SmallEdit or Trait.SmallThing or Trait.Little or Trait.OnePlace => 1,
                >= Trait.Reshaping => -1,
                _ => 0,
            };
        }

        return Shapes[feature - Traits.Length - Heads.Length] switch
        {
            "tamed" => 1,
            "breadth" or "clauses" => -1,
            _ => 0,
        };
    }

    private static int Concerns(TaskFeatures task)
    {
        var breadth = 0;
        for (var trait = Trait.Reshaping; trait <= Trait.Demand; trait++)
        {
            breadth += task.Hits(trait) > 0 ? 1 : 0;
        }

        return breadth;
    }

    // The first word says most, the third little, the thirtieth nothing: a text is not hard for repeating itself.
    private static double Saturated(int hits) =>
        hits switch
        {
            0 => 0,
            1 => 0.7,
            2 => 0.9,
            _ => 1,
        };
}
