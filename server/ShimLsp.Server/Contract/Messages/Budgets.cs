using ShimLsp.Core.Spending;

namespace ShimLsp.Server.Contract.Messages;

/// <summary>A budget, and how far it is spent. All amounts are US dollars.</summary>
public sealed record BudgetInfo
{
    /// <summary>Whose spending it limits.</summary>
    public required BudgetScope Scope { get; init; }

    /// <summary>When it starts anew.</summary>
    public required BudgetPeriod Period { get; init; }

    /// <summary>The most that may be spent in a period.</summary>
    public required double Limit { get; init; }

    /// <summary>The amount from which Auto prefers cheaper models.</summary>
    public required double Soft { get; init; }

    /// <summary>What has been spent in this period.</summary>
    public required double Spent { get; init; }

    /// <summary>What calls under way may cost at most.</summary>
    public required double Reserved { get; init; }

    /// <summary>How far it is spent.</summary>
    public required BudgetState State { get; init; }

    /// <summary>When the period ends, RFC 3339 UTC.</summary>
    public required DateTime Ends { get; init; }

    /// <summary>The file that sets it.</summary>
    public required string Source { get; init; }

    /// <summary>The field there, such as <c>budget.daily</c>.</summary>
    public required string Field { get; init; }
}
