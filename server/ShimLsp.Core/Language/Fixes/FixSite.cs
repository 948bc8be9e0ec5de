using System.Collections.Immutable;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>A problem, where it is in the tree, and how a fix of it is made.</summary>
/// <param name="document">The document.</param>
/// <param name="facts">What the server knows beside it.</param>
/// <param name="problem">The problem. It has a place.</param>
/// <param name="abilities">What the editor can do.</param>
internal sealed class FixSite(CatalogDocument document, CatalogFacts facts, CatalogProblem problem, FixAbilities abilities)
{
    public CatalogDocument Document => document;

    public CatalogFacts Facts => facts;

    public CatalogProblem Problem => problem;

    public FixAbilities Abilities => abilities;

    /// <summary>Where the problem starts.</summary>
    public int Start { get; } = problem.Span!.Value.Start;

    /// <summary>What stands there.</summary>
    public SyntaxPlace Place { get; } = SyntaxPlace.At(document, problem.Span!.Value.Start);

    /// <summary>Makes edits of the text.</summary>
    public JsonEdits Edits { get; } = new(document);

    /// <summary>The member that the problem is of: of its name or its value. Null if it is of an item, or of the whole.</summary>
    public JsonMember? Member => Place.Member;

    /// <summary>The object that <see cref="Member"/> is in; null if there is none.</summary>
    public ObjectSyntax? Parent =>
        Member is { } member
            ? Place.Chain.OfType<ObjectSyntax>().LastOrDefault(node => node.Members.Any(other => other.NameStart == member.NameStart))
            : null;

    /// <summary>The value that starts where the problem does; null if none does.</summary>
    public JsonSyntax? Value =>
        Place.Kind is PlaceKind.Name ? null
        : Place.Node?.Start == Start ? Place.Node
        : Member?.Value.Start == Start ? Member.Value.Value
        : List?.Items.FirstOrDefault(item => item.Start == Start) ?? (document.Tree?.Start == Start ? document.Tree : null);

    /// <summary>The list that the problem's value is an item of; null if it is not an item.</summary>
    public ArraySyntax? List => Place.Chain.OfType<ArraySyntax>().LastOrDefault(list => list.Items.Any(item => item.Start == Start));

    /// <summary>The row that the problem is in; null if it is in none.</summary>
    public IndexedRow? Row => document.Index.RowAt(Start);

    /// <summary>A fix with these edits.</summary>
    public CatalogFix Fix(string title, params IEnumerable<SpanEdit> edits) =>
        new(title, problem) { Edits = [.. edits.OrderBy(edit => edit.Span.Start)] };

    /// <summary>The fix that is what a person most likely wants.</summary>
    public CatalogFix Preferred(string title, params IEnumerable<SpanEdit> edits) => Fix(title, edits) with { IsPreferred = true };

    /// <summary>The fix that a person most likely wants, and that leaves the catalog as it is understood now.</summary>
    public CatalogFix Safe(string title, params IEnumerable<SpanEdit> edits) => Preferred(title, edits) with { IsSafe = true };

    /// <summary>
    /// Whether a fix solves its problem and makes no other but a hint on what the problem hid: a row that was left out may lack a price.
    /// Fixes whose result depends on the rest of the file ask this.
    /// </summary>
    public bool Solves(CatalogFix fix)
    {
        var before = CatalogDiagnostics.Of(document, facts);
        var after = CatalogDiagnostics.Of(Edits.Apply(fix.Edits), facts);
        var had = before.CountBy(each => each.Code).ToDictionary();
        var has = after.CountBy(each => each.Code).ToDictionary();
        return has.GetValueOrDefault(problem.Code) < had.GetValueOrDefault(problem.Code)
            && has.All(pair => pair.Value <= had.GetValueOrDefault(pair.Key) || WasHidden(pair.Key));
    }

    private static bool WasHidden(string code) => code is CatalogProblemCode.NoCostBasis or CatalogProblemCode.NoEffect;

    /// <summary>The fix, if it solves its problem and makes no other.</summary>
    public ImmutableArray<CatalogFix> IfItSolves(CatalogFix fix) => Solves(fix) ? [fix] : [];
}
