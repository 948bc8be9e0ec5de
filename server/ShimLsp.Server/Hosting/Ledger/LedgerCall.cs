using ShimLsp.Core.Ledger;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Ledger;

/// <summary>Whose calls they are.</summary>
/// <param name="tenant">The tenant's name. Never a token.</param>
/// <param name="folder">The workspace's folder; null for none.</param>
internal sealed class LedgerScope(string tenant, FolderPath? folder)
{
    // Looking where links lead reads the disk: that is left to the thread that writes.
    private readonly Lazy<string> workspace = new(() => folder?.Real().Value ?? "");

    /// <summary>The tenant's name.</summary>
    public string Tenant => tenant;

    /// <summary>The workspace's folder, the same for all spellings; empty for none.</summary>
    public string Workspace => workspace.Value;
}

/// <summary>A call, and whose it was.</summary>
/// <param name="Scope">Whose.</param>
/// <param name="Entry">The call.</param>
internal sealed record LedgerCall(LedgerScope Scope, LedgerEntry Entry);

/// <summary>The words of the ledger's file. They are never changed: old rows have them.</summary>
internal static class LedgerWords
{
    public const string Answered = "answered";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static string Of(CallPurpose purpose) =>
        purpose switch
        {
            CallPurpose.Chat => "chat",
            CallPurpose.Classification => "classification",
            _ => "probe",
        };

    public static string Of(CallOutcome outcome) =>
        outcome switch
        {
            CallOutcome.Answered => Answered,
            CallOutcome.Failed => Failed,
            _ => Cancelled,
        };

    public static string Of(DecisionSource source) =>
        source switch
        {
            DecisionSource.Pinned => "pinned",
            DecisionSource.Single => "single",
            DecisionSource.Cache => "cache",
            DecisionSource.Coalesced => "coalesced",
            DecisionSource.Classifier => "classifier",
            DecisionSource.Embedded => "embedded",
            DecisionSource.Affinity => "affinity",
            _ => "fallback",
        };
}
