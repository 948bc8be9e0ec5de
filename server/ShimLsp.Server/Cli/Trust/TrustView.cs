using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli.Trust;

/// <summary>What trust would allow, before it is asked for.</summary>
internal static class TrustView
{
    public static void Write(TerminalStreams terminal, TrustRequest trust)
    {
        var facts = new Facts();
        facts.Add("Catalog", new(trust.Path, Tone.Strong));
        facts.Add("SHA-256", trust.Hash);
        facts.AddAll("Sends tasks to", trust.Endpoints.Select(Words));
        facts.AddAll("Sends credentials", trust.Pending.Select(grant => new Cell(Words(grant).Text, Tone.Warning, isWhole: true)));
        facts.AddAll("Allowed before", trust.Allowed.Select(Words));
        facts.WriteTo(terminal);
        if (trust.Pending.IsEmpty)
        {
            terminal.WriteLine("It needs no credential that you have not allowed.", Tone.Dim);
        }

        foreach (var problem in trust.Problems)
        {
            Prose.Write(terminal, "", Failure.Words(problem), Tone.Warning);
        }

        terminal.Out.WriteLine();
    }

    /// <summary>A credential and where it goes.</summary>
    /// <param name="grant">The pair.</param>
    public static Cell Words(CredentialGrant grant) => new($"{ShownWord.Of(grant.Reference)} → {Words(grant.Origin).Text}", isWhole: true);

    private static Cell Words(string origin) =>
        TrustRequest.IsUnencrypted(origin)
            ? new Cell($"{origin}  not encrypted: others on the network can read it", Tone.Bad, isWhole: true)
            : new Cell(origin, isWhole: true);
}
