using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli;

/// <summary>What trust would allow, before it is asked for.</summary>
internal static class TrustView
{
    public static void Write(Terminal terminal, TrustRequest trust)
    {
        var facts = new Table("", "");
        facts.Add("Catalog", new(trust.Path, Tone.Strong));
        facts.Add("SHA-256", trust.Hash);
        foreach (var (at, endpoint) in trust.Endpoints.Index())
        {
            facts.Add(at == 0 ? "Sends tasks to" : "", new(endpoint, isWhole: true));
        }

        foreach (var (at, grant) in trust.Pending.Index())
        {
            facts.Add(at == 0 ? "Sends credentials" : "", new($"{GrantWording.Word(grant.Reference)} → {grant.Origin}", Tone.Warning, isWhole: true));
        }

        facts.WriteRowsTo(terminal);
        if (trust.Pending.IsEmpty)
        {
            terminal.WriteLine("It asks for no credential that you have not allowed.", Tone.Dim);
        }

        foreach (var problem in trust.Problems)
        {
            terminal.WriteLine($"{problem.Path ?? "file"}: {problem.Message}", Tone.Warning);
        }

        terminal.Out.WriteLine();
    }
}
