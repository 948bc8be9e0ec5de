namespace ShimLsp.Core.Spending;

/// <summary>On whose behalf a call is made.</summary>
/// <param name="Tenant">The tenant of a gateway; <see cref="LocalTenant"/> for a person's own programs.</param>
/// <param name="Workspace">The full path of the workspace's folder; empty for none.</param>
public sealed record SpendingOwner(string Tenant, string Workspace)
{
    /// <summary>The tenant that a person's own programs are.</summary>
    public const string LocalTenant = "local";

    /// <summary>A person without a workspace.</summary>
    public static SpendingOwner Nobody { get; } = new(LocalTenant, "");
}
