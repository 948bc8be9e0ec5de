using System.Collections.Immutable;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers;

/// <summary>Asks models with one session's keys, over the connections that all sessions share.</summary>
/// <param name="connections">The connections.</param>
/// <param name="keys">The session's keys.</param>
/// <param name="limits">How long a call may take, and how much it may bring.</param>
/// <param name="clock">Time.</param>
/// <param name="memory">The memory that all replies share.</param>
/// <param name="dropped">Takes what translation leaves out.</param>
internal sealed class ProviderUpstream(
    Connections connections,
    IKeys keys,
    CallLimits limits,
    TimeProvider clock,
    ReplyMemory memory,
    DroppedNotes dropped
) : IUpstream
{
    private readonly SessionNotes learned = new(new(), new(), dropped);

    /// <inheritdoc/>
    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> LearnedQuirks(Catalog catalog) => learned.Quirks.Of(catalog);

    /// <inheritdoc/>
    public IChat Open(ChatConversation conversation, int? mostReplyBytes = null) =>
        new ProviderChat(
            conversation,
            connections,
            keys,
            mostReplyBytes is { } most ? limits with { MostReplyBytes = most } : limits,
            clock,
            learned,
            memory
        );
}
