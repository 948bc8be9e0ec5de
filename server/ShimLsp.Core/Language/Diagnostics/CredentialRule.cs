using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Parsing;

namespace ShimLsp.Core.Language.Diagnostics;

/// <summary>
/// Reports references to keys that stand for nothing now. The server's own finding comes first. Of a reference that it has not seen yet,
/// as one that is being typed, the names of the variables and of the secrets tell.
/// </summary>
internal static class CredentialRule
{
    /// <summary>Reports them.</summary>
    /// <param name="document">The document.</param>
    /// <param name="facts">What is known beside the text.</param>
    /// <param name="problems">Where to report.</param>
    public static void Check(CatalogDocument document, CatalogFacts facts, ProblemList problems)
    {
        if (facts is { Credentials.Count: 0, Variables: null, Secrets: null })
        {
            return;
        }

        var near = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in document.Index.Credentials)
        {
            if (!place.Reference.IsMalformed && Missing(place.Reference, facts, near) is { } missing)
            {
                problems.Add(new(place.Span, ProblemSeverity.Warning, CatalogProblemCode.UnresolvedCredential, missing));
            }
        }
    }

    private static string? Missing(CredentialReference reference, CatalogFacts facts, Dictionary<string, string> near)
    {
        var isVariable = reference.Kind is CredentialKind.Env;
        var isSet = isVariable && facts.Variables?.Contains(reference.Name!) == true;
        if (facts.Credentials.TryGetValue(reference.ToString(), out var fact))
        {
            return fact is { IsResolved: false, Reason: { } reason }
                ? reason + (isVariable && !isSet ? Near(reference.Name!, facts.Variables, near) : "")
                : null;
        }

        if (reference.Kind is CredentialKind.Secret && facts.Secrets?.Contains(reference.Name!) == false)
        {
            return $"Secret {reference.Name} is not set. Enter it in VS Code, or use ${{env:{reference.Name}}} instead.";
        }

        return isVariable && facts.Variables?.Contains(reference.Name!) == false
            ? $"{reference.Name} is not set where the server runs. Run: export {reference.Name}=… and start the editor again."
                + Near(reference.Name!, facts.Variables, near)
            : null;
    }

    /// <summary>Each name is searched for once: a thousand rows may have one key.</summary>
    private static string Near(string name, IEnumerable<string>? variables, Dictionary<string, string> near)
    {
        if (near.TryGetValue(name, out var known))
        {
            return known;
        }

        ImmutableArray<string> found = near.Count < MostSearches ? NearestNames.Of(name, variables ?? [], 1) : [];
        return near[name] = found is [var close] ? $" Did you mean {close}?" : "";
    }

    private const int MostSearches = 50;
}
