using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>One reading of an editor's task: log-odds of adequacy from its features and from its wording.</summary>
/// <param name="Grams">The weights of the words of its prose.</param>
/// <param name="Salt">Where they lie in that table.</param>
/// <param name="GramScale">What a weight of 1 in it is worth.</param>
/// <param name="Weights">The weight of each of <see cref="EditorFeatures"/>, or of those before the shape's.</param>
/// <param name="Bias">The log-odds of a task without any feature.</param>
internal sealed record EditorHead(GramTable Grams, int Salt, double GramScale, ImmutableArray<double> Weights, double Bias)
{
    /// <summary>What the wording adds to the log-odds.</summary>
    /// <param name="said">The words of the prose.</param>
    public double Wording(GramSet said) => GramScale * Grams.Sum(said, Salt);

    /// <summary>What the wording adds to the log-odds of two readings, mostly in one pass.</summary>
    /// <param name="one">One reading.</param>
    /// <param name="other">The other.</param>
    /// <param name="said">The words of the prose.</param>
    public static (double One, double Other) Wordings(EditorHead one, EditorHead other, GramSet said)
    {
        if (!ReferenceEquals(one.Grams, other.Grams))
        {
            return (one.Wording(said), other.Wording(said));
        }

        var (first, second) = one.Grams.Sums(said, one.Salt, other.Salt);
        return (one.GramScale * first, other.GramScale * second);
    }

    /// <summary>The log-odds that a model one reference gap below the strongest does no worse.</summary>
    /// <param name="features">The figures of <see cref="EditorFeatures"/>.</param>
    /// <param name="wording">What <see cref="Wording"/> gave.</param>
    public double LogOdds(ReadOnlySpan<double> features, double wording)
    {
        var sum = Bias + wording;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * features[i];
        }

        return sum;
    }

    /// <summary>Adds what weighed in this reading, but for the wording, to an explanation.</summary>
    /// <param name="task">The task.</param>
    /// <param name="features">Its figures.</param>
    /// <param name="share">How much this reading counted, 0 to 1.</param>
    /// <param name="parts">Receives the parts.</param>
    public void Explain(TaskFeatures task, ReadOnlySpan<double> features, double share, ref WeightedParts parts)
    {
        for (var i = 0; i < EditorFeatures.FirstShape; i++)
        {
            if (features[i] != 0 && i != EditorFeatures.Breadth)
            {
                parts.Add(share * Weights[i] * features[i], EditorFeatures.Phrase(i, task));
            }
        }

        if (Weights.Length > EditorFeatures.FirstShape)
        {
            ExplainShape(task, features[EditorFeatures.FirstShape..], share, ref parts);
        }

        // Which concerns they are is a better explanation than how many.
        var breadth = share * Weights[EditorFeatures.Breadth] * features[EditorFeatures.Breadth];
        if (EditorFeatures.Phrase(EditorFeatures.Breadth, task) is { } name)
        {
            parts.AddIfRoom(breadth, name);
        }
    }

    /// <summary>Adds the shape, the figures of a group as one part: three lengths that cancel each other explain nothing.</summary>
    private void ExplainShape(TaskFeatures task, ReadOnlySpan<double> figures, double share, ref WeightedParts parts)
    {
        Span<double> groups = stackalloc double[(int)ShapeGroup.Terminal + 1];
        groups.Clear();
        for (var i = 0; i < figures.Length; i++)
        {
            groups[(int)TaskShape.All[i].Group] += Weights[EditorFeatures.FirstShape + i] * figures[i];
        }

        for (var group = ShapeGroup.Length; group <= ShapeGroup.Terminal; group++)
        {
            var weight = groups[(int)group];
            parts.Add(share * weight, weight == 0 ? null : TaskShape.Phrase(group, weight < 0, task));
        }
    }
}
