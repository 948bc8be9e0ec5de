namespace ShimLsp.Core.Routing.Embedded;

/// <summary>What a person would name in an editor's task, as figures of 0..1.</summary>
internal static class EditorVector
{
    public static string[] Names => BuildNames();
    public static readonly int Length = (int)Trait.Demand - (int)Trait.Asking + 1 + 11 + 14;

    private static string[] BuildNames()
    {
        var list = new List<string>();
        for (var t = Trait.Asking; t <= Trait.Demand; t++) list.Add(t.ToString());
        foreach (var h in Heads) list.Add("head " + h);
        list.AddRange(["words", "short", "code", "trace", "diff", "files", "steps", "clauses", "sentences", "question", "breadth", "numbers", "tamed", "longcode"]);
        return [.. list];
    }

    public static readonly Trait[] Heads = [Trait.Asking, Trait.SmallEdit, Trait.Making, Trait.Reshaping, Trait.Migrating, Trait.Diagnosis, Trait.Proof, Trait.Design, Trait.Explaining, Trait.SmallThing, Trait.Testing];

    public static void Fill(TaskFeatures f, Span<double> to)
    {
        var at = 0;
        var hard = 0;
        for (var t = Trait.Reshaping; t <= Trait.Demand; t++) hard += f.Hits(t) > 0 ? 1 : 0;
        var tame = f.Head is Trait.SmallEdit or Trait.SmallThing or Trait.Explaining && f.Words < 40 ? 0.4 : 1.0;
        for (var t = Trait.Asking; t <= Trait.Demand; t++) to[at++] = Sat(f.Hits(t)) * (t >= Trait.Reshaping ? tame : 1);
        foreach (var h in Heads) to[at++] = f.Head == h ? 1 : 0;
        to[at++] = Math.Min(1, Math.Log(1 + f.Words) / 5);
        to[at++] = Math.Clamp((12 - f.Words) / 10.0, 0, 1);
        to[at++] = Math.Min(1, Math.Log(1 + f.CodeLines) / 4);
        to[at++] = f.HasTrace ? 1 : 0;
        to[at++] = f.HasDiff ? 1 : 0;
        to[at++] = Math.Min(1, f.Files / 3.0);
        to[at++] = Math.Min(1, f.Steps / 5.0);
        to[at++] = Math.Min(1, Math.Log(1 + f.Clauses) / 2.5);
        to[at++] = Math.Min(1, f.Sentences / 5.0);
        to[at++] = f.Questions > 0 ? 1 : 0;
        to[at++] = Math.Min(1, hard / 6.0) * tame;
        to[at++] = Math.Min(1, f.Numbers / 5.0);
        to[at++] = tame < 1 ? 1 : 0;
        to[at++] = f.CodeLines > 5 ? 1 : 0;
    }

    static double Sat(int hits) => hits switch { 0 => 0, 1 => 0.7, 2 => 0.9, _ => 1 };
}
