namespace ShimLsp.Core.Routing.Embedded;

/// <summary>A sum that remembers the three parts that weighed most, so that the explanation is made with the figure.</summary>
internal struct WeightedSum(double start)
{
    // Below this a part moved nothing that a person would notice.
    private const double Noticeable = 0.2;

    private (double Weight, string Name) first;
    private (double Weight, string Name) second;
    private (double Weight, string Name) third;

    /// <summary>The sum so far.</summary>
    public double Total { get; private set; } = start;

    /// <summary>The names of what weighed most, heaviest first; <c>nothing that stands out</c> where no part is noticeable.</summary>
    public readonly string Because => (first.Name, second.Name, third.Name) switch
    {
        (null, _, _) => "nothing that stands out",
        (_, null, _) => first.Name,
        (_, _, null) => $"{first.Name}, {second.Name}",
        _ => $"{first.Name}, {second.Name}, {third.Name}",
    };

    /// <summary>Adds a part.</summary>
    /// <param name="weight">What it adds; it may be negative.</param>
    /// <param name="name">What to call it.</param>
    public void Add(double weight, string name)
    {
        Total += weight;
        var part = (Weight: Math.Abs(weight), name);
        if (part.Weight < Noticeable)
        {
            return;
        }

        if (part.Weight > first.Weight)
        {
            (first, second, third) = (part, first, second);
        }
        else if (part.Weight > second.Weight)
        {
            (second, third) = (part, second);
        }
        else if (part.Weight > third.Weight)
        {
            third = part;
        }
    }
}
