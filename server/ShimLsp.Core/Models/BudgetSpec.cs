namespace ShimLsp.Core.Models;

/// <summary>How much may be spent in a day and in a month, in US dollars.</summary>
public sealed record BudgetLimits
{
    /// <summary>The default of <see cref="Soft"/>.</summary>
    public const double DefaultSoft = 0.8;

    /// <summary>The most in a day of UTC; null for no limit.</summary>
    public double? Daily { get; init; }

    /// <summary>The most in a month of UTC; null for no limit.</summary>
    public double? Monthly { get; init; }

    /// <summary>The share of a limit from which Auto prefers cheaper models, 0..1. With 1 it never does.</summary>
    public double Soft { get; init; } = DefaultSoft;

    /// <summary>Whether it limits anything.</summary>
    public bool LimitsSomething => Daily is not null || Monthly is not null;
}

/// <summary>The catalog's <c>budget</c> block.</summary>
public sealed record BudgetSpec
{
    /// <summary>A catalog without the block.</summary>
    public static BudgetSpec None { get; } = new();

    /// <summary>The limits of everything that the file is for.</summary>
    public BudgetLimits Total { get; init; } = new();

    /// <summary>The limits of each tenant of a gateway.</summary>
    public BudgetLimits PerTenant { get; init; } = new();

    /// <summary>The limits of each workspace.</summary>
    public BudgetLimits PerWorkspace { get; init; } = new();

    /// <summary>Whether it limits anything.</summary>
    public bool LimitsSomething => Total.LimitsSomething || PerTenant.LimitsSomething || PerWorkspace.LimitsSomething;
}
