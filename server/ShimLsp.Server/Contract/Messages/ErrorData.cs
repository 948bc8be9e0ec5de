namespace ShimLsp.Server.Contract.Messages;

/// <summary>The facts of an error, for a program to read.</summary>
public abstract record ErrorData;

/// <summary>The data of error 1001.</summary>
/// <param name="Slug">The name that does not exist.</param>
/// <param name="Suggestions">The nearest names, best first.</param>
public sealed record UnknownModelData(string Slug, IReadOnlyList<string> Suggestions) : ErrorData;

/// <summary>The data of error 1002.</summary>
/// <param name="Candidates">Each with its rejection.</param>
public sealed record NoRoutableModelData(IReadOnlyList<CandidateInfo> Candidates) : ErrorData
{
    /// <summary>The budget that forbids models with a price; absent if none does.</summary>
    public BudgetInfo? Budget { get; init; }
}

/// <summary>The data of error 1003.</summary>
/// <param name="Problems">Why the catalog cannot be read.</param>
public sealed record InvalidCatalogData(IReadOnlyList<ProblemInfo> Problems) : ErrorData;

/// <summary>The data of error 1005.</summary>
/// <param name="WorkspaceFolder">The name, which is not that of an open folder.</param>
public sealed record UnknownWorkspaceData(string WorkspaceFolder) : ErrorData;

/// <summary>The data of error 1006.</summary>
/// <param name="DecisionId">The id, which names no decision that feedback can be about.</param>
public sealed record UnknownDecisionData(string DecisionId) : ErrorData;

/// <summary>The data of error -32602.</summary>
/// <param name="Path">The faulty field, such as <c>messages[0].content</c>.</param>
public sealed record InvalidParamsData(string Path) : ErrorData;
