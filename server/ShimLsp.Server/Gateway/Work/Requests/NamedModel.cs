using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Work.Requests;

/// <summary>The model that a client's name stands for.</summary>
/// <param name="Model">The model, or Auto; null for the session's active one.</param>
/// <param name="Candidates">The only models that Auto may choose; null for all.</param>
/// <param name="Warning">What the client should know about its name; null for nothing.</param>
internal sealed record NamedModel(ModelSlug? Model, ImmutableArray<ModelSlug>? Candidates = null, string? Warning = null)
{
    /// <summary>The name of the session's active model, whichever that is.</summary>
    public const string ActiveName = "shim";

    /// <summary>Claude Code lists only models that have such a name.</summary>
    public const string ClaudePrefix = "claude-";

    private const string LongContext = "[1m]"; // Claude Code asks for a window of a million tokens so

    /// <summary>Finds out what a name stands for: a slug, a model's name, an alias of the catalog; else the active model.</summary>
    /// <param name="asked">The name that the client sent; empty for none.</param>
    /// <param name="at">The session.</param>
    /// <exception cref="GatewayException">404: it stands for nothing, and the catalog wants an error for that.</exception>
    public static NamedModel Of(string asked, SessionSnapshot at)
    {
        var name = asked.EndsWith(LongContext, StringComparison.OrdinalIgnoreCase) ? asked[..^LongContext.Length].Trim() : asked.Trim();
        if (name is "" or ActiveName or ClaudePrefix + ActiveName || !at.IsReadable)
        {
            return new(Model: null);
        }

        if ((Exactly(name, at) ?? WithoutPrefix(name, at) ?? ByModel(name, at)) is { } slug)
        {
            return new(slug);
        }

        if (at.Catalog.Gateway.AliasOf(name) is { } alias)
        {
            return OfAlias(alias, at);
        }

        var slugs = at.Catalog.Models.Select(model => model.Slug);
        return at.Catalog.Gateway.UnknownModel is UnknownModelRule.Error
            ? throw new GatewayException(
                404,
                GatewayErrorKind.NotFound,
                ContractErrors.UnknownModel(new(name), NearestNames.Of(new ModelSlug(name), slugs)).Error.Message
            )
            : new(Model: null, Warning: $"unknown model; the active one, {at.Active}, was asked");
    }

    private static NamedModel OfAlias(GatewayAlias alias, SessionSnapshot at) =>
        alias.Models switch
        {
            [var one] => new(one),
            _ when !at.Router.Enabled => new(Model: null),
            [] => new(at.Router.Slug),
            var several => new(at.Router.Slug, several),
        };

    private static ModelSlug? Exactly(string name, SessionSnapshot at) =>
        at.Router.Enabled && name == at.Router.Slug.Value ? at.Router.Slug : at.Catalog.Find(new(name))?.Slug;

    private static ModelSlug? WithoutPrefix(string name, SessionSnapshot at) =>
        name.StartsWith(ClaudePrefix, StringComparison.OrdinalIgnoreCase) ? Exactly(name[ClaudePrefix.Length..], at) : null;

    /// <summary>The first model that its provider, or a person, calls so.</summary>
    private static ModelSlug? ByModel(string name, SessionSnapshot at) =>
        at
            .Catalog.Models.FirstOrDefault(model =>
                model.Model.Equals(name, StringComparison.OrdinalIgnoreCase)
                || model.DisplayName.Equals(name, StringComparison.OrdinalIgnoreCase)
            )
            ?.Slug;
}
