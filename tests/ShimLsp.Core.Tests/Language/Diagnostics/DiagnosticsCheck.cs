using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Language.Diagnostics;

/// <summary>The one place of these tests that knows the API of the diagnostics.</summary>
internal static class DiagnosticsCheck
{
    /// <summary>
    /// A text gives exactly one problem with this code, whose place is what is between » and «. <c>LOCAL</c> stands for the fields of a
    /// local row that has nothing wrong.
    /// </summary>
    public static CatalogProblem Found(string marked, string code, CatalogFacts? facts = null)
    {
        var text = Expand(marked);
        var document = CatalogDocument.Read(Unmarked(text));
        var problem = CatalogDiagnostics
            .Of(document, facts ?? CatalogFacts.None)
            .Should()
            .ContainSingle(each => each.Code == code, "of {0}", text)
            .Subject;
        if (text.Contains('»', StringComparison.Ordinal))
        {
            var (start, end) = (text.IndexOf('»', StringComparison.Ordinal), text.IndexOf('«', StringComparison.Ordinal));
            document.TextOf(problem.Span!.Value).Should().Be(text[(start + 1)..end]);
            problem.Span.Value.Start.Should().Be(Encoding.UTF8.GetByteCount(text[..start]));
        }

        return problem;
    }

    /// <summary>A text gives no problem with this code.</summary>
    public static void NotFound(string text, string code, CatalogFacts? facts = null) => Codes(text, facts).Should().NotContain(code);

    /// <summary>The codes that a text gives, in order.</summary>
    public static IEnumerable<string> Codes(string text, CatalogFacts? facts = null, EditorChecks checks = EditorChecks.Nothing) =>
        Problems(text, facts, checks).Select(problem => problem.Code);

    /// <summary>The problems of a text, rid of its marks.</summary>
    public static ImmutableArray<CatalogProblem> Problems(
        string marked,
        CatalogFacts? facts = null,
        EditorChecks checks = EditorChecks.Nothing
    ) => CatalogDiagnostics.Of(CatalogDocument.Read(Unmarked(Expand(marked))), facts ?? CatalogFacts.None, checks);

    /// <summary>Names of variables that exist, and references: <c>${env:A}</c> is resolved, <c>!${env:A}</c> is not.</summary>
    public static CatalogFacts Facts(string variables, params string[] references) =>
        new()
        {
            Variables = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal),
            Credentials = references.ToImmutableDictionary(
                reference => reference.TrimStart('!'),
                reference =>
                    reference.StartsWith('!') ? new CredentialFact(false, $"{reference[1..]} is missing.") : new CredentialFact(true)
            ),
        };

    /// <summary>The codes that a class lists.</summary>
    public static IEnumerable<string> CodesOf(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

    /// <summary>The text without the marks of a problem's place.</summary>
    public static string Unmarked(string text) =>
        text.Replace("»", "", StringComparison.Ordinal).Replace("«", "", StringComparison.Ordinal);

    /// <summary>The text with what its capitals stand for.</summary>
    public static string Expand(string text) =>
        text.Replace("LOCAL", "\"model\": \"m\", \"provider\": \"ollama\"", StringComparison.Ordinal)
            .Replace("TWO", "\"models\": [{ WEAK }, { STRONG }]", StringComparison.Ordinal)
            .Replace("WEAK", "\"model\": \"weak\", \"provider\": \"ollama\", \"cost\": 1, \"strength\": 0.3", StringComparison.Ordinal)
            .Replace("STRONG", "\"model\": \"strong\", \"provider\": \"ollama\", \"cost\": 9, \"strength\": 0.9", StringComparison.Ordinal);
}
