namespace ShimLsp.Core.Routing.Embedded;

/// <summary>A sum that remembers the three parts that weighed most, so that the explanation is made with the figure.</summary>
internal struct WeightedSum(double start)
{
    // Below this, in log-odds, a part moved nothing that a person would notice.
    private const double Noticeable = 0.25;

    private Part first;
    private Part second;
    private Part third;

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
    /// <param name="name">What to call it; null for what has no name. Parts of one name are one part.</param>
    public void Add(double weight, string? name)
    {
        Total += weight;
        if (name is null)
        {
            return;
        }

        var part = new Part(name, weight + Taken(name));
        if (Math.Abs(part.Weight) < Noticeable)
        {
            return;
        }

        if (part.Size > first.Size)
        {
            (first, second, third) = (part, first, second);
        }
        else if (part.Size > second.Size)
        {
            (second, third) = (part, second);
        }
        else if (part.Size > third.Size)
        {
            third = part;
        }
    }

    /// <summary>Takes out the part of that name and gives its weight; 0 where there is none.</summary>
    private double Taken(string name)
    {
        if (first.Name == name)
        {
            var weight = first.Weight;
            (first, second, third) = (second, third, default);
            return weight;
        }

        if (second.Name == name)
        {
            var weight = second.Weight;
            (second, third) = (third, default);
            return weight;
        }

        var last = third.Name == name ? third.Weight : 0;
        third = third.Name == name ? default : third;
        return last;
    }

    private readonly record struct Part(string? Name, double Weight)
    {
        public double Size => Math.Abs(Weight);
    }
}
