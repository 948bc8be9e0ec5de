namespace ShimLsp.Server.Contract.Messages;

/// <summary>Another model is active.</summary>
/// <param name="WorkspaceFolder">The session's folder as the client named it; absent for the folderless session.</param>
/// <param name="Active">What is active now.</param>
/// <param name="Previous">What was active before.</param>
/// <param name="Generation">The session's generation.</param>
public sealed record ActiveModelChangedParams(string? WorkspaceFolder, string Active, string Previous, long Generation);

/// <summary>The catalog in force, or its problems, changed.</summary>
/// <param name="WorkspaceFolder">The session's folder as the client named it; absent for the folderless session.</param>
/// <param name="Version">The catalog's version.</param>
/// <param name="Generation">The session's generation.</param>
/// <param name="Problems">What is wrong now.</param>
public sealed record ModelsChangedParams(string? WorkspaceFolder, long Version, long Generation, IReadOnlyList<ProblemInfo> Problems);

/// <summary>A model can be used again, or no longer.</summary>
/// <param name="WorkspaceFolder">The session's folder as the client named it; absent for the folderless session.</param>
/// <param name="Slug">The model.</param>
/// <param name="Availability">Whether it can be used now.</param>
public sealed record AvailabilityChangedParams(string? WorkspaceFolder, string Slug, AvailabilityInfo Availability);

/// <summary>A task was routed.</summary>
/// <param name="WorkspaceFolder">The session's folder as the client named it; absent for the folderless session.</param>
/// <param name="Decision">Which model takes it, and why.</param>
public sealed record RoutedParams(string? WorkspaceFolder, DecisionInfo Decision);
