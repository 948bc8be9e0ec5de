using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// The weights learnt from editor tasks: log-odds of adequacy from features that a person would name, and from the wording.
/// </summary>
/// <param name="Grams">The weights of the words of their prose.</param>
/// <param name="Salt">Where they lie in that table.</param>
/// <param name="GramScale">What a weight of 1 in it is worth.</param>
/// <param name="Weights">The weight of each of <see cref="EditorFeatures"/>.</param>
/// <param name="Bias">The log-odds of a task without any feature.</param>
internal sealed record EditorHead(GramTable Grams, int Salt, double GramScale, ImmutableArray<double> Weights, double Bias)
{
    /// <summary>
    /// The log-odds that a model one reference gap below the strongest does no worse, and the features that weighed most.
    /// </summary>
    public WeightedSum Weigh(TaskFeatures task, GramSet said)
    {
        Span<double> features = stackalloc double[Weights.Length];
        EditorFeatures.Fill(task, features);
        var sum = new WeightedSum(Bias);
        for (var i = 0; i < features.Length; i++)
        {
            if (features[i] != 0)
            {
                sum.Add(Weights[i] * features[i], i == EditorFeatures.Breadth ? null : EditorFeatures.Phrase(i, task));
            }
        }

        // Which concerns they are is a better explanation than how many.
        var breadth = Weights[EditorFeatures.Breadth] * features[EditorFeatures.Breadth];
        if (EditorFeatures.Phrase(EditorFeatures.Breadth, task) is { } name)
        {
            sum.NameWhereRoom(breadth, name);
        }

        var wording = GramScale * Grams.Sum(said, Salt);
        sum.AddRest(wording, wording < 0 ? "worded like harder tasks" : "worded like easier tasks");
        return sum;
    }
}
