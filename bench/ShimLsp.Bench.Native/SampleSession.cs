using System.Collections.Immutable;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Bench.Native;

/// <summary>A session on the sample catalog with every key available, as in the server, and without observers.</summary>
internal static class SampleSession
{
    /// <summary>The sample catalog.</summary>
    public static Catalog Catalog()
    {
        using var stream = typeof(SampleSession).Assembly.GetManifestResourceStream("models.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return CatalogParser.Parse(bytes).Catalog!;
    }

    /// <summary>Opens a session.</summary>
    /// <param name="capacity">The most entries of its cache.</param>
    public static WorkspaceSession Open(int capacity)
    {
        var catalog = Catalog();
        var state = new CatalogState
        {
            Catalog = new Catalog(catalog.Models, catalog.Router with { CacheCapacity = capacity }),
            Sources = [],
            Problems = [],
            Credentials = ImmutableDictionary<ModelSlug, CredentialState>.Empty,
        };
        return new(
            state,
            ClientSettings.Empty,
            selected: null,
            new(TimeProvider.System, new EmbeddedScorer(), new NoClassifiers(), new NoUpstream(), new Nobody(), "bench")
        );
    }

    private sealed class NoClassifiers : IClassifiers
    {
        public IClassifier? For(ModelSpec model, int maxTokens) => null;
    }

    private sealed class NoUpstream : IUpstream
    {
        public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> LearnedQuirks(Catalog catalog) =>
            ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty;

        public IChat Open(ChatConversation conversation, int? mostReplyBytes = null) => throw new NotSupportedException();
    }

    private sealed class Nobody : ISessionObserver
    {
        public void ActiveModelChanged(SessionSnapshot snapshot, ModelSlug previous) { }

        public void ModelsChanged(SessionSnapshot snapshot) { }

        public void AvailabilityChanged(ModelSlug slug, Availability availability) { }

        public void Routed(Decision decision) { }
    }
}
