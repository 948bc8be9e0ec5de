using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// The features of an editor's task, as figures of about 0..1: what its words say (<see cref="Trait"/>), and its shape
/// (<see cref="TaskShape"/>).
/// </summary>
internal static class EditorFeatures
{
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

    private const string BreadthName = "breadth";
    private const string Tamed = "tamed";

    /// <summary>Their names, in their order, for tables.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Traits.Select(trait => trait.ToString()),
        .. Heads.Select(trait => $"begins with {trait}"),
        BreadthName,
        Tamed,
        .. TaskShape.All.Select(figure => figure.Name),
    ];

    /// <summary>The number of features.</summary>
    public static int Count => Names.Length;

    /// <summary>The feature that counts how many kinds of concern a task has.</summary>
    public static int Breadth { get; } = Names.IndexOf(BreadthName);

    /// <summary>The first of the figures of <see cref="TaskShape"/>; they are the last features.</summary>
    public static int FirstShape { get; } = Count - TaskShape.All.Length;

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

        to[at++] = Math.Min(1, Concerns(task) / 6.0) * tameness;
        to[at++] = isTame ? 1 : 0;
        foreach (var figure in TaskShape.All)
        {
            to[at++] = figure.Value(task);
        }
    }

    /// <summary>The name of a feature in an explanation. Those of the shape are named by their group.</summary>
    /// <param name="feature">Which, in the order of <see cref="Names"/>; before <see cref="FirstShape"/>.</param>
    /// <param name="task">The task.</param>
    /// <returns>Our own words; null for what says nothing by itself.</returns>
    public static string? Phrase(int feature, TaskFeatures task) =>
        feature < Traits.Length ? task.Phrase(Traits[feature])
        : feature < Traits.Length + Heads.Length ? task.Phrase(Heads[feature - Traits.Length])
        : feature == Breadth && Concerns(task) > 2 ? "many concerns at once"
        : null;

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

        return Names[feature] switch
        {
            Tamed => 1,
            BreadthName => -1,
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
