using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The question about a grant. Its content comes from a clone, and a path may have any name.</summary>
internal static class GrantWording
{
    /// <summary>The question.</summary>
    /// <param name="folder">The workspace; null if it has no folder.</param>
    /// <param name="grant">What its catalog wants.</param>
    public static string Question(FolderPath? folder, CredentialGrant grant) =>
        $"models.json of this workspace ({ShownWord.Of(folder?.Value ?? "no folder")}) "
        + $"wants to send {ShownWord.Of(grant.Reference)} to {grant.Origin}. Allow it?";
}
