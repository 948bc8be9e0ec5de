namespace ShimLsp.Core.Routing.Strengths;

/// <summary>Where a model's strength comes from, best first.</summary>
public enum StrengthSource
{
    /// <summary>The catalog states it.</summary>
    Catalog,

    /// <summary>The built-in table knows its family.</summary>
    Family,

    /// <summary>Its name states its size.</summary>
    Size,

    /// <summary>Only its cost is known: it ranks by its cost among the others.</summary>
    Cost,
}

/// <summary>How capable a model is. A value: a catalog of thousands of models has one in each score of each cached task.</summary>
/// <param name="Value">0..1.</param>
/// <param name="Source">Where the figure comes from.</param>
public readonly record struct ModelStrength(double Value, StrengthSource Source)
{
    /// <summary>The same for people to read: at most three decimals.</summary>
    public ModelStrength Shown() => Math.Round(Value, 3) is var shown && shown == Value ? this : this with { Value = shown };
}
