using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Housekeeping;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>
/// Carries whole requests of HTTP clients: what <c>chat</c> does, and what only such a client needs, since it must be told its headers
/// before the reply. It is no method of the contract: no other front serves it. Thread-safe.
/// </summary>
public interface ICarrier
{
    /// <summary>The session as it is now.</summary>
    /// <param name="parameters">Which session.</param>
    /// <exception cref="ContractException">1005: the folder is not open.</exception>
    SessionSnapshot SnapshotOf(SessionParams? parameters = null);

    /// <summary>Carries a request to a model: the active one, the one that the request names, or the one that Auto chooses.</summary>
    /// <param name="request">The request.</param>
    /// <param name="view">Follows the reply; null if only the result is wanted.</param>
    /// <param name="cancellationToken">Ends it, upstream at once.</param>
    /// <exception cref="ContractException">1005: the folder is not open.</exception>
    Task<ChatResult> CarryAsync(CarryRequest request, IChatView? view, CancellationToken cancellationToken);
}

/// <summary>A request that is to be carried.</summary>
public sealed record CarryRequest : SessionParams
{
    /// <summary>The body as JSON. It must live until the reply is there.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>
    /// The bytes of <see cref="Body"/>, if nobody changes them however long they are kept; empty otherwise. If they are given, they are not
    /// copied when they are passed through.
    /// </summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The body's format.</summary>
    public required RequestFormat Format { get; init; }

    /// <summary>
    /// The client's headers that go on with the body to a model of the same format, which it is passed through to; null to translate it
    /// always.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, string>>? PassedHeaders { get; init; }

    /// <summary>The model to ask, or Auto; null for the active one.</summary>
    public ModelSlug? Model { get; init; }

    /// <summary>The only models that Auto may choose; null for every candidate of the catalog.</summary>
    public ImmutableArray<ModelSlug>? Candidates { get; init; }

    /// <summary>
    /// Finds out what the client's name for the model stands for, given the session that decides; null if <see cref="Model"/> and <see
    /// cref="Candidates"/> are it.
    /// </summary>
    public Func<SessionSnapshot, (ModelSlug? Model, ImmutableArray<ModelSlug>? Candidates)>? Named { get; init; }

    /// <summary>The conversation; null for none. It may be worked out of <see cref="Body"/> when it is first needed.</summary>
    public ConversationId? ConversationId { get; init; }

    /// <summary>What the client asks for itself, if its headers say so; null to judge by the body.</summary>
    public HousekeepingKind? Housekeeping { get; init; }
}
