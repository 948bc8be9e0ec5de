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
            terminal.WriteLine($"Nothing was trusted in {folder}, so nothing was changed.");
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
        facts.Add("No longer trusted", Count(before.TrustedCatalogs.Length, "file version", "file versions"));
        facts.AddAll("No longer sent", before.Grants.Select(TrustView.Words));
        facts.WriteTo(terminal);
        terminal.Out.WriteLine();
        Prose.Write(
            terminal,
            "",
            "Trust removed. Running editors notice at once. An editor that trusts this workspace itself still reads its catalog.",
            Tone.Good
        );
    }

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
