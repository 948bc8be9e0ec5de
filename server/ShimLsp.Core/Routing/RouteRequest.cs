using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Housekeeping;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Routing;

/// <summary>A request to choose a model. Exactly one of <see cref="Task"/>, <see cref="Messages"/> and <see cref="Body"/> is set.</summary>
public sealed record RouteRequest
{
    /// <summary>The task as plain text; null if the request is given as messages or as a body.</summary>
    public string? Task { get; init; }

    /// <summary>Chat messages, a JSON array; null if not given.</summary>
    public JsonElement? Messages { get; init; }

    /// <summary>A whole chat-completions, Responses or Anthropic Messages request, a JSON object; null if not given.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>True if the request has images, whatever is detected. False and null leave it to detection.</summary>
    public bool? Images { get; init; }

    /// <summary>True if the request offers tools, whatever is detected. False and null leave it to detection.</summary>
    public bool? Tools { get; init; }

    /// <summary>What was read of the request already, in place of messages or a body; null if nothing was.</summary>
    internal SignalRead? Read { get; init; }

    /// <summary>The request taken apart, in place of messages or a body; null if it was not.</summary>
    internal RequestFrame? Frame { get; init; }

    /// <summary>Stands for the task: the same for the same request. Null if it is not going to be sent to a model.</summary>
    internal int? Identity { get; init; }

    /// <summary>Whether it goes on with a turn of its conversation, whatever its newest message holds.</summary>
    internal bool ContinuesTurn { get; init; }

    /// <summary>What the client asks for itself, if something beside the request says so; null to judge by the request.</summary>
    internal HousekeepingKind? Housekeeping { get; init; }

    /// <summary>The generation that the session shares with those of other gateways; null if nothing is shared at present.</summary>
    internal long? SharedGeneration { get; init; }

    /// <summary>The longest reply that the request allows, in tokens; null if it does not say.</summary>
    internal int? MostOutput { get; init; }

    /// <summary>The input's size in tokens if the caller knows it; null for an estimate.</summary>
    public int? InputTokens { get; init; }

    /// <summary>The conversation this turn belongs to; null for none.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Only these models may be chosen; null for every candidate of the catalog.</summary>
    public ImmutableArray<ModelSlug>? Candidates { get; init; }

    /// <summary>Do not read the cache, join a classification or store one.</summary>
    public bool NoCache { get; init; }

    /// <summary>The request taken apart; null if it is a task alone.</summary>
    internal RequestFrame? ToFrame() => Frame ?? (Messages is null && Body is null ? null : RequestFrame.Of(Messages, Body));
}
