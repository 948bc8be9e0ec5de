using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Gateway.Work.Requests;

namespace ShimLsp.Server.Gateway.Models;

/// <summary>A model that clients can name.</summary>
/// <param name="Slug">Its name.</param>
/// <param name="DisplayName">The name that a picker shows.</param>
/// <param name="Description">What it is, in a sentence; null if nothing is known.</param>
/// <param name="ContextWindow">The largest input, in tokens; null if not stated.</param>
/// <param name="MaxOutputTokens">The longest reply, in tokens; null if not stated.</param>
/// <param name="SupportsImages">Whether it reads images.</param>
internal sealed record ListedModel(
    string Slug,
    string DisplayName,
    string? Description,
    int? ContextWindow,
    int? MaxOutputTokens,
    bool SupportsImages
)
{
    /// <summary>The session's models: Auto, the active one, and those of the catalog in its order.</summary>
    /// <param name="at">The session.</param>
    public static IReadOnlyList<ListedModel> Of(SessionSnapshot at)
    {
        var models = at.Catalog.Models;
        List<ListedModel> listed = [];
        if (at.Router.Enabled && !at.Catalog.Candidates.IsEmpty)
        {
            listed.Add(
                Any(
                    at.Router.Slug.Value,
                    at.Router.DisplayName,
                    "The cheapest model that is good enough for each task.",
                    [.. at.Catalog.Candidates]
                )
            );
        }

        if (at.Catalog.Find(new(NamedModel.ActiveName)) is null && !models.IsEmpty)
        {
            var answering = at.Pinned is { } pinned ? [pinned] : at.Catalog.Candidates;
            listed.Add(Any(NamedModel.ActiveName, "Active model", "Whichever model is active: see shim-lsp use.", [.. answering]));
        }

        listed.AddRange(
            models.Select(model => new ListedModel(
                model.Slug.Value,
                model.DisplayName,
                model.Card,
                model.ContextWindow,
                model.MaxOutputTokens,
                model.SupportsImages
            ))
        );
        return listed;
    }

    /// <summary>
    /// A name for several models. What it can do, one of them can. Its window is the largest: a request that is too long for one goes to
    /// another, and a client that believed in the smallest would make its conversation shorter again and again.
    /// </summary>
    private static ListedModel Any(string slug, string name, string description, IReadOnlyCollection<ModelSpec> models) =>
        new(
            slug,
            name,
            description,
            models.Max(model => model.ContextWindow),
            models.Min(model => model.MaxOutputTokens),
            models.Any(model => model.SupportsImages)
        );
}
