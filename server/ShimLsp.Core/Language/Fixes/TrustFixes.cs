namespace ShimLsp.Core.Language.Fixes;

/// <summary>A workspace's own catalog that nobody has trusted.</summary>
internal static class TrustFixes
{
    /// <summary>The server asks. It is never preferred: a key that applies what is preferred must not start it.</summary>
    public static IEnumerable<CatalogFix> Of(FixSite site) =>
        site.Abilities.LetsServerAskForTrust ? [site.Fix("Trust this workspace…") with { Command = FixCommand.TrustWorkspace }] : [];
}
