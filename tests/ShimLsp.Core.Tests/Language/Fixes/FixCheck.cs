using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Fixes;
using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Language.Diagnostics.DiagnosticsCheck;

namespace ShimLsp.Core.Tests.Language.Fixes;

/// <summary>The one place of these tests that knows the API of the fixes.</summary>
internal static class FixCheck
{
    /// <summary>The fixes at the cursor <c>$0</c>: of the problems that it touches.</summary>
    public static ImmutableArray<CatalogFix> At(string marked, CatalogFacts? facts = null, FixAbilities? abilities = null)
    {
        var text = Expand(marked);
        var cursor = Encoding.UTF8.GetByteCount(text[..text.IndexOf("$0", StringComparison.Ordinal)]);
        var document = CatalogDocument.Read(text.Replace("$0", "", StringComparison.Ordinal));
        return
        [
            .. CatalogDiagnostics
                .Of(document, facts ?? CatalogFacts.None)
                .Where(problem => problem.Span!.Value.Start <= cursor && cursor <= problem.Span.Value.End)
                .SelectMany(problem => CatalogFixes.Of(document, facts ?? CatalogFacts.None, problem, abilities ?? new())),
        ];
    }

    /// <summary>The titles of the fixes at the cursor, the preferred ones with a star.</summary>
    public static void Offers(string marked, string expected, CatalogFacts? facts = null, FixAbilities? abilities = null) =>
        string.Join(" | ", At(marked, facts, abilities).Select(fix => (fix.IsPreferred ? "*" : "") + fix.Title))
            .Should()
            .Be(expected, "of {0}", marked);

    /// <summary>The first fix at the cursor leaves this text.</summary>
    public static void Makes(string marked, string expected, CatalogFacts? facts = null)
    {
        var fix = At(marked, facts).Should().NotBeEmpty("of {0}", marked).And.Subject.First();
        Applied(Expand(marked).Replace("$0", "", StringComparison.Ordinal), fix.Edits).Should().Be(Expand(expected));
    }

    /// <summary>
    /// Each fix of each problem of a text stays inside it, solves its problem, makes no other one, and leaves JSON if the text was JSON.
    /// </summary>
    /// <returns>The codes that had a fix with edits.</returns>
    public static IEnumerable<string> EachSolves(string text, CatalogFacts facts)
    {
        var document = CatalogDocument.Read(text);
        foreach (var problem in CatalogDiagnostics.Of(document, facts))
        {
            foreach (var fix in CatalogFixes.Of(document, facts, problem, new()).Where(fix => fix.Command is null))
            {
                Inside(document, fix);
                var after = CatalogDocument.Read(Applied(text, fix.Edits));
                var (had, has) = (Count(document, facts), Count(after, facts));
                has.GetValueOrDefault(problem.Code).Should().BeLessThan(had[problem.Code], "{0} of {1} solves it", fix.Title, text);
                // The variable of a key that was in the file is the person's to set. That is said then.
                has.Where(pair => pair.Value > had.GetValueOrDefault(pair.Key) && pair.Key != CatalogProblemCode.UnresolvedCredential)
                    .Should()
                    .BeEmpty("{0} of {1} makes no other problem", fix.Title, text);
                (after.IsWhole || !document.IsWhole).Should().BeTrue("{0} of {1} leaves JSON", fix.Title, text);
                yield return problem.Code;
            }
        }
    }

    /// <summary>The edits of a fix are in order, inside the text, do not overlap, and leave UTF-8.</summary>
    public static void Inside(CatalogDocument document, CatalogFix fix)
    {
        var from = 0;
        foreach (var (span, _) in fix.Edits)
        {
            (span.Start >= from && span.Start <= span.End && span.End <= document.Text.Length)
                .Should()
                .BeTrue("{0} is behind {1} and inside {2} bytes, of {3}", span, from, document.Text.Length, fix.Title);
            from = span.End;
        }
    }

    /// <summary>The text after some edits.</summary>
    public static string Applied(string text, ImmutableArray<SpanEdit> edits)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var (span, newText) in edits.Reverse())
        {
            bytes = [.. bytes[..span.Start], .. Encoding.UTF8.GetBytes(newText), .. bytes[span.End..]];
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private static Dictionary<string, int> Count(CatalogDocument document, CatalogFacts facts) =>
        CatalogDiagnostics.Of(document, facts).CountBy(problem => problem.Code).ToDictionary();
}
