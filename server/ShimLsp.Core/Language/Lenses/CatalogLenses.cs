using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Lenses;

/// <summary>What an editor shows above a row, for a person to click.</summary>
/// <param name="Span">The first line of the row, as far as the row is on it.</param>
/// <param name="Kind">What it says and does.</param>
/// <param name="Slug">The model, or Auto.</param>
public sealed record CatalogLens(TextSpan Span, LensKind Kind, string Slug);

/// <summary>What a lens says and does.</summary>
public enum LensKind
{
    /// <summary>It makes the model active.</summary>
    Use,

    /// <summary>It makes Auto active.</summary>
    UseAuto,

    /// <summary>It says that the model, or Auto, is active.</summary>
    Active,

    /// <summary>It asks the model the smallest real question.</summary>
    Probe,

    /// <summary>It says that the model has no key, so it cannot be used.</summary>
    NoKey,
}

/// <summary>The lenses of the catalog in force: which model is active, and one click to use or to try another.</summary>
public static class CatalogLenses
{
    /// <summary>The lenses, in the text's order; none if the file is not the catalog in force.</summary>
    /// <param name="document">The document.</param>
    /// <param name="facts">What is known beside the text. A row that is not in force yet, because it is not saved, has no lens.</param>
    public static ImmutableArray<CatalogLens> Of(CatalogDocument document, CatalogFacts facts) =>
        facts.IsInForce == true
            ? [.. document.Index.Rows.SelectMany(row => OfRow(document, row, facts)).Concat(OfAuto(document, facts)).OrderBy(Start)]
            : [];

    private static int Start(CatalogLens lens) => lens.Span.Start;

    private static IEnumerable<CatalogLens> OfRow(CatalogDocument document, IndexedRow row, CatalogFacts facts)
    {
        if (row.Model is null || facts.Models.GetValueOrDefault(row.Slug) is not { } known)
        {
            yield break;
        }

        var span = FirstLine(document, row.Node);
        var hasKey = known.HasKey != false;
        if (row.Slug == facts.ActiveSlug)
        {
            yield return new(span, LensKind.Active, row.Slug);
        }
        else if (hasKey)
        {
            yield return new(span, LensKind.Use, row.Slug);
        }

        yield return new(span, hasKey ? LensKind.Probe : LensKind.NoKey, row.Slug);
    }

    private static IEnumerable<CatalogLens> OfAuto(CatalogDocument document, CatalogFacts facts)
    {
        if (document.Reading.Router.Node is { } router && facts.AutoSlug is { } auto && auto == document.Index.Auto)
        {
            yield return new(FirstLine(document, router), auto == facts.ActiveSlug ? LensKind.Active : LensKind.UseAuto, auto);
        }
    }

    private static TextSpan FirstLine(CatalogDocument document, JsonSyntax node) =>
        new(node.Start, Math.Min(node.End, document.Lines.Line(document.Lines.LineOf(node.Start)).End));
}
