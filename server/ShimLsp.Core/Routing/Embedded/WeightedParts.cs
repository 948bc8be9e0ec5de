namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// The largest parts of a sum, so that the explanation comes with the figure. Only parts that pull in the direction of the result are
/// named: a hard task is explained by what made it hard, not by its shortness.
/// </summary>
internal struct WeightedParts
{
    private Heaviest up;
    private Heaviest down;

    /// <summary>
    /// The names of the two or three largest parts, largest first; <c>nothing that stands out</c> if none is large enough.
    /// </summary>
    /// <param name="isUp">Whether to name those above 0, or those below.</param>
    public readonly string Because(bool isUp) => (isUp ? up : down).Names ?? "nothing that stands out";

    /// <summary>Adds a part.</summary>
    /// <param name="weight">What it adds to the sum; it may be negative.</param>
    /// <param name="name">What to call it; null for what has no name. Parts of one name are one part.</param>
    public void Add(double weight, string? name)
    {
        if (name is null)
        {
            return;
        }

        if (weight < 0)
        {
            down.Add(-weight, name);
        }
        else
        {
            up.Add(weight, name);
        }
    }

    /// <summary>Adds a part that means little to a person. It is named only if there is room.</summary>
    /// <param name="weight">What it adds; it may be negative.</param>
    /// <param name="name">What to call it.</param>
    public void AddIfRoom(double weight, string name)
    {
        if (weight < 0)
        {
            down.AddLast(-weight, name);
        }
        else
        {
            up.AddLast(weight, name);
        }
    }

    /// <summary>Adds a part that means next to nothing to a person. It is named only if no more than one other is.</summary>
    /// <param name="weight">What it adds; it may be negative.</param>
    /// <param name="name">What to call it.</param>
    public void AddIfShort(double weight, string name)
    {
        if (weight < 0 ? down.HasRoomForTwo : up.HasRoomForTwo)
        {
            AddIfRoom(weight, name);
        }
    }

    /// <summary>The three heaviest of some parts.</summary>
    private struct Heaviest
    {
        // Below this, in log-odds, a part moved nothing that a person would notice.
        private const double Noticeable = 0.25;

        private Part first;
        private Part second;
        private Part third;

        public readonly bool HasRoomForTwo => second.Name is null;

        public readonly string? Names =>
            (first.Name, second.Name, third.Name) switch
            {
                (null, _, _) => null,
                (_, null, _) => first.Name,
                (_, _, null) => $"{first.Name}, {second.Name}",
                _ => $"{first.Name}, {second.Name}, {third.Name}",
            };

        public void Add(double weight, string name)
        {
            var part = new Part(name, weight + Taken(name));
            if (part.Weight < Noticeable)
            {
                return;
            }

            (first, second, third) =
                part.Weight > first.Weight ? (part, first, second)
                : part.Weight > second.Weight ? (first, part, second)
                : (first, second, part.Weight > third.Weight ? part : third);
        }

        public void AddLast(double weight, string name)
        {
            var part = weight >= Noticeable ? new Part(name, weight) : default;
            (first, second, third) =
                first.Name is null ? (part, second, third)
                : second.Name is null ? (first, part, third)
                : (first, second, third.Name is null ? part : third);
        }

        /// <summary>Removes the part with this name and returns its weight; 0 if there is none.</summary>
        private double Taken(string name)
        {
            var weight = 0.0;
            if (first.Name == name)
            {
                weight = first.Weight;
                (first, second, third) = (second, third, default);
            }
            else if (second.Name == name)
            {
                weight = second.Weight;
                (second, third) = (third, default);
            }
            else if (third.Name == name)
            {
                weight = third.Weight;
                third = default;
            }

            return weight;
        }

        private readonly record struct Part(string? Name, double Weight);
    }
}
