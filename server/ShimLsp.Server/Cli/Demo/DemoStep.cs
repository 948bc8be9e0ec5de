using ShimLsp.Core.Routing;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>One step: what was done, its result, and how long it took.</summary>
internal sealed record DemoStep
{
    /// <summary>What the steps around it are about.</summary>
    public required string Section { get; init; }

    /// <summary>What was done; a task as it was sent.</summary>
    public required string What { get; init; }

    /// <summary>The model that took the task; null if none was routed.</summary>
    public string? Model { get; init; }

    /// <summary>Its score.</summary>
    public double? Score { get; init; }

    /// <summary>What made the decision.</summary>
    public DecisionSource? Source { get; init; }

    /// <summary>One sentence on the outcome.</summary>
    public string? Why { get; init; }

    /// <summary>How many cached entries it dropped; null if it cannot drop any.</summary>
    public int? Dropped { get; init; }

    /// <summary>How many calls the mock's classifier got for it; null if nobody counts them.</summary>
    public int? ClassifierCalls { get; init; }

    /// <summary>What a model answered; null if none was asked.</summary>
    public DemoReply? Reply { get; init; }

    /// <summary>From asking to the answer, or to the notification, as this client saw it.</summary>
    public required double Milliseconds { get; init; }
}

/// <summary>What a model answered.</summary>
internal sealed record DemoReply
{
    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>The calls to tools that it asks for; null for none.</summary>
    public IReadOnlyList<ToolCallInfo>? ToolCalls { get; init; }

    /// <summary>In how many pieces it came; null if it was not streamed.</summary>
    public int? Pieces { get; init; }

    /// <summary>From asking to the first piece; null if it was not streamed.</summary>
    public double? FirstPieceMilliseconds { get; init; }

    /// <summary>The tokens it used.</summary>
    public required UsageInfo Usage { get; init; }

    /// <summary>What it cost, in US dollars; null if unknown.</summary>
    public double? Cost { get; init; }

    /// <summary>Every model that was asked, in order.</summary>
    public required IReadOnlyList<AttemptInfo> Attempts { get; init; }
}

/// <summary>The whole demonstration, as a program reads it.</summary>
/// <param name="Steps">What was done.</param>
/// <param name="Status">What the server's <c>status</c> said at the end.</param>
/// <param name="ServerExitCode">What the server ended with.</param>
internal sealed record DemoOutput(IReadOnlyList<DemoStep> Steps, StatsInfo Status, int ServerExitCode);
