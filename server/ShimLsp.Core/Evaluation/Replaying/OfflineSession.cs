using System.Collections.Immutable;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Evaluation.Replaying;

/// <summary>
/// A session that routes as a real one does and can ask nobody: every key counts as available, Auto is active, and the embedded scorer
/// scores, because a classifier would send the tasks away.
/// </summary>
internal static class OfflineSession
{
    /// <summary>Opens it.</summary>
    /// <param name="catalog">The models.</param>
    /// <param name="router">How to choose among them.</param>
    /// <param name="clock">Time.</param>
    public static WorkspaceSession Open(Catalog catalog, RouterSpec router, TimeProvider clock)
    {
        var state = new CatalogState
        {
            Catalog = new Catalog(catalog.Models, router with { Enabled = true, Classifier = null }),
            Sources = [],
            Problems = [],
            Credentials = ImmutableDictionary<ModelSlug, CredentialState>.Empty,
        };
        return new(
            state,
            ClientSettings.Empty,
            selected: null,
            new(clock, new EmbeddedScorer(), new Nobody(), new Nobody(), new Nobody(), "replay")
        );
    }

    private sealed class Nobody : IClassifiers, IUpstream, ISessionObserver
    {
        public IClassifier? For(ModelSpec model, int maxTokens) => null;

        public IChat Open(ChatConversation conversation, int? mostReplyBytes = null) =>
            throw new InvalidOperationException("A replay asks no model.");

        public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> LearnedQuirks(Catalog catalog) =>
            ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty;

        public void ActiveModelChanged(SessionSnapshot snapshot, ModelSlug previous) { }

        public void ModelsChanged(SessionSnapshot snapshot) { }

        public void AvailabilityChanged(ModelSlug slug, Availability availability) { }

        public void Routed(Decision decision) { }
    }
}
