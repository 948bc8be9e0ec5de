using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// A base URL with too much or too little of a path. No message here ever quotes it, because it may contain user info or a key.
/// </summary>
internal static class EndpointPaths
{
    private const string Responses = "/responses";
    private const string Messages = "/messages";

    /// <summary>The calls of each format, which the server adds by itself.</summary>
    private static readonly ImmutableArray<string> Added = ["/chat/completions", Responses, Messages];

    /// <summary>Calls that the server never makes. What it adds behind them leads nowhere.</summary>
    private static readonly ImmutableArray<string> Foreign = ["/completions", "/embeddings", "/v1/models"];

    /// <summary>Where well-known hosts serve their API. At their root there is none.</summary>
    private static readonly FrozenDictionary<string, string> Roots = new Dictionary<string, string>
    {
        ["api.openai.com"] = "/v1",
        ["api.mistral.ai"] = "/v1",
        ["api.x.ai"] = "/v1",
        ["api.groq.com"] = "/openai/v1",
        ["openrouter.ai"] = "/api/v1",
        ["generativelanguage.googleapis.com"] = "/v1beta/openai",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reports what is wrong with the path of a row's base URL.</summary>
    /// <param name="written">Where the base URL is written.</param>
    /// <param name="model">What was read of the row.</param>
    /// <param name="problems">Where to report.</param>
    public static void Check(JsonSyntax written, ModelSpec model, ProblemList problems)
    {
        if (model.BaseUrl.AbsolutePath.TrimEnd('/').Length == 0)
        {
            CheckRoot(written, model, problems);
        }
        else if (EndingOf(model.BaseUrl) is ({ } added, IsAdded: true))
        {
            var alsoSets = added == Responses && model.Wire is ModelWire.Responses ? " and set `wire` to \"responses\"" : "";
            problems.Hint(
                written,
                CatalogProblemCode.EndpointInBaseUrl,
                $"`base_url` ends in \"{added}\", which is added by itself. It works as it is. Cut that off{alsoSets}."
            );
        }
        else if (EndingOf(model.BaseUrl) is ({ } foreign, IsAdded: false))
        {
            problems.Warning(
                written,
                CatalogProblemCode.EndpointInBaseUrl,
                $"`base_url` ends in \"{foreign}\", and nothing answers chats below that. Cut it off."
            );
        }
    }

    /// <summary>The call that a base URL ends in, and whether the server adds it by itself; null for none.</summary>
    /// <param name="address">The base URL.</param>
    public static (string End, bool IsAdded)? EndingOf(Uri address)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        return Added.FirstOrDefault(end => EndsIn(path, end)) is { } added ? (added, true)
            : Foreign.FirstOrDefault(end => EndsIn(path, end)) is { } foreign ? (foreign, false)
            : null;
    }

    /// <summary>The path under which a well-known host serves its API; null if it is not one.</summary>
    /// <param name="address">The base URL.</param>
    public static string? RootOf(Uri address) => Roots.GetValueOrDefault(address.Host);

    private static void CheckRoot(JsonSyntax written, ModelSpec model, ProblemList problems)
    {
        // The path of Anthropic's format contains the version.
        if (model.Provider is not ModelProvider.Anthropic && RootOf(model.BaseUrl) is { } root)
        {
            problems.Warning(
                written,
                CatalogProblemCode.IncompleteBaseUrl,
                $"{model.BaseUrl.Host} serves its API under {root}. Add that to `base_url`."
            );
        }
    }

    private static bool EndsIn(string path, string end) => path.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
