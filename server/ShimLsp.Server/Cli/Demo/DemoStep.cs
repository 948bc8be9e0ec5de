using ShimLsp.Core.Routing;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>One thing that was done, what came of it, and how long it took.</summary>
internal sealed record DemoStep
{
    /// <summary>What the steps around it are about.</summary>
    public required string Section { get; init; }

    /// <summary>What was done; a task as it was sent.</summary>
    public required string What { get; init; }

    /// <summary>The model that took the task; null where none was routed.</summary>
    public string? Model { get; init; }

    /// <summary>Its score.</summary>
    public double? Score { get; init; }

    /// <summary>What made the decision.</summary>
    public DecisionSource? Source { get; init; }

    /// <summary>One sentence on the outcome.</summary>
    public string? Why { get; init; }

    /// <summary>How many cached entries it dropped; null where it is nothing that could.</summary>
    public int? Dropped { get; init; }

    /// <summary>How often it made the server ask the classifier, as the classifier's end counted; null where nobody counts.</summary>
    public int? ClassifierCalls { get; init; }

    /// <summary>What a model answered; null where none was asked.</summary>
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

    /// <summary>In how many pieces it came; null where it was wanted whole.</summary>
    public int? Pieces { get; init; }

    /// <summary>From asking to the first piece; null where it was wanted whole.</summary>
    public double? FirstPieceMilliseconds { get; init; }

    /// <summary>What it took.</summary>
    public required UsageInfo Usage { get; init; }

    /// <summary>What it cost, in US dollars; null where that is not known.</summary>
    public double? Cost { get; init; }

    /// <summary>Every model that was asked, in order.</summary>
    public required IReadOnlyList<AttemptInfo> Attempts { get; init; }
}

/// <summary>The whole demonstration, as a program reads it.</summary>
/// <param name="Steps">What was done.</param>
/// <param name="Status">What the server's <c>status</c> said at the end.</param>
/// <param name="ServerExitCode">What the server ended with.</param>
internal sealed record DemoOutput(IReadOnlyList<DemoStep> Steps, StatsInfo Status, int ServerExitCode);
