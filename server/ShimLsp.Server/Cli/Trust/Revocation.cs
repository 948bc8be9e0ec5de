using System.Globalization;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Trust;

/// <summary>What of <c>trust --revoke</c> a program reads.</summary>
/// <param name="Folder">The workspace.</param>
/// <param name="Catalogs">SHA-256 of each text that is trusted no more.</param>
/// <param name="Grants">Which credentials may be sent where no more.</param>
internal sealed record RevokeOutput(string Folder, IReadOnlyList<string> Catalogs, IReadOnlyList<CredentialGrant> Grants);

/// <summary>Takes back what the person agreed to. The active model stays remembered.</summary>
internal static class Revocation
{
    public static int Run(CommandContext context, FolderPath folder, bool json)
    {
        var terminal = context.Terminal;
        var state = new StateFolder(context.Host);
        var before = state.Read(folder);
        if (state.Revoke(folder) is { } problem)
        {
            return Failure.Of(problem).Tell(terminal, json);
        }

        if (json)
        {
            JsonOutput.Write(terminal.Out, new(folder.Value, before.TrustedCatalogs, before.Grants), CliJson.Default.RevokeOutput);
        }
        else if (before is { TrustedCatalogs.IsEmpty: true, Grants.IsEmpty: true })
        {
            terminal.WriteLine($"You had agreed to nothing in {folder}: nothing was changed.");
        }
        else
        {
            Write(terminal, folder, before);
        }

        return ExitCodes.Ok;
    }

    private static void Write(TerminalStreams terminal, FolderPath folder, WorkspaceMemory before)
    {
        var facts = new Facts();
        facts.Add("Workspace", folder.Value);
        facts.Add("Trusts no more", Count(before.TrustedCatalogs.Length, "text of its catalog", "texts of its catalog"));
        facts.AddAll("Sends no more", before.Grants.Select(TrustView.Words));
        facts.WriteTo(terminal);
        terminal.Out.WriteLine();
        Prose.Write(
            terminal,
            "",
            "Taken back. Editors that are running notice by themselves; one that itself trusts this workspace goes on reading its catalog.",
            Tone.Good
        );
    }

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
