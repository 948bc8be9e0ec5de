using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Route;

/// <summary>Why <c>route --classifier</c> got no answer of the classifier itself: each a sentence that says what to do.</summary>
internal static class RequiredClassifier
{
    /// <summary>
    /// Has the model behind <c>--classifier</c> score. The option's value may be left out, so what is no model is the task where there is
    /// none.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="named">The option's value; null without one.</param>
    /// <param name="task">The task as written; null without one.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ContractException">There is no such model.</exception>
    public static string? Choose(OneShot session, string? named, string? task)
    {
        if (named is null)
        {
            return task;
        }

        var (slug, catalog) = (new ModelSlug(named), session.Snapshot.Catalog);
        if (catalog.Find(slug) is null)
        {
            return task is null
                ? named
                : throw ContractErrors.UnknownModel(slug, NearestNames.Of(slug, catalog.Models.Select(model => model.Slug)));
        }

        session.UseClassifier(slug);
        return task;
    }

    /// <summary>Why it need not be tried; null where it may answer.</summary>
    /// <param name="at">The session.</param>
    public static string? CannotBeAsked(SessionSnapshot at) =>
        at switch
        {
            { IsReadable: false } => null, // the route says so better
            { Router.Enabled: false } => "No classifier is used: the router is off. Set `enabled` of `router` to true in the catalog.",
            { Pinned: { } pinned } =>
                $"No classifier is used: {pinned.Slug} is pinned and takes every task. Run: shim-lsp use {at.Router.Slug}",
            { Router.Classifier: null } =>
                "No classifier is configured. Name a model after --classifier, or set `classifier` of `router` in the catalog.",
            { Router.Classifier: { } slug } when at.CredentialOf(slug) is { IsResolved: false } key =>
                $"The classifier {slug} cannot be used. {key.Missing}",
            _ => null,
        };

    /// <summary>Why it did not answer; null if it did.</summary>
    /// <param name="session">The session.</param>
    /// <param name="decision">What was decided instead.</param>
    public static string? DidNotAnswer(OneShot session, DecisionInfo decision)
    {
        if (session.Stats.Recent.First(recent => recent.Id == decision.DecisionId).StandIn is not { } standIn)
        {
            return decision.Source switch
            {
                DecisionSource.Classifier or DecisionSource.Affinity or DecisionSource.Fallback => null,
                DecisionSource.Single => $"No classifier was used: {decision.Slug} is the only model that can take this task now.",
                _ => "No classifier was used.",
            };
        }

        var name = $"The classifier {standIn.For}";
        return standIn.Why switch
        {
            StandInReason.Unusable => $"{name} gave a reply without scores. Try again, or choose another model.",
            StandInReason.Timeout =>
                $"{name} did not answer within {Seconds(session.Snapshot.Router)} s. Raise `timeout` of `router`, or choose another model.",
            _ => $"{name} did not answer. {standIn.Detail}".TrimEnd(),
        };
    }

    private static string Seconds(RouterSpec router) => router.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
