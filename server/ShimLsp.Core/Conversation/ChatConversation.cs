using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ShimLsp.Core.Conversation;

/// <summary>A conversation that a model is asked, in no provider's shape. Every provider's request is written from it. Immutable.</summary>
/// <param name="Turns">The turns, oldest first, system prompts among them; never empty.</param>
/// <param name="Options">The options, such as limits, tools and the reply's format.</param>
public sealed record ChatConversation(ImmutableArray<Turn> Turns, ConversationOptions Options)
{
    /// <summary>The request that it was read from; null if the program itself wrote it.</summary>
    public RequestFrame? Frame { get; init; }

    /// <summary>As of <see cref="ChatRequest.Bytes"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The id by which its later turns will come; null if there are to be none.</summary>
    public ConversationId? Id { get; init; }

    /// <summary>Whether more turns will follow, so that it pays to have the provider cache its beginning.</summary>
    public bool Continues => Id is not null;

    /// <summary>Tells a provider's cache which requests begin alike, by the request or a key of the id; null for nothing.</summary>
    public string? CacheKey => Options.CacheKey ?? Id?.CacheKey;

    /// <summary>As of <see cref="ChatRequest.PassedHeaders"/>.</summary>
    public ImmutableArray<KeyValuePair<string, string>>? PassedHeaders { get; init; }

    /// <summary>
    /// What was left out because no other provider knows it, and how many there were of each: types of items and parts, names of fields.
    /// They are words that a log may hold.
    /// </summary>
    public ImmutableSortedDictionary<string, int> Dropped { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Its size, never its text: prompt text has no place in a log.</summary>
    public override string ToString() => $"ChatConversation({Turns.Length} turns)";
}

/// <summary>What is wrong with a request.</summary>
/// <param name="Path">The faulty field, such as <c>messages[0].content</c>.</param>
/// <param name="Message">One sentence that says what is wrong and what to do. It never quotes the request.</param>
public sealed record ConversationFault(string Path, string Message);

/// <summary>A conversation, or the fault that kept it from being read.</summary>
public sealed record ConversationRead
{
    private ConversationRead(ChatConversation? conversation, ConversationFault? fault) => (Conversation, Fault) = (conversation, fault);

    /// <summary>The conversation; null if there is a fault.</summary>
    public ChatConversation? Conversation { get; }

    /// <summary>The first fault; null if there is none.</summary>
    public ConversationFault? Fault { get; }

    /// <summary>Whether there is a conversation.</summary>
    [MemberNotNullWhen(true, nameof(Conversation))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsRead => Conversation is not null;

    internal static ConversationRead Of(ChatConversation conversation) => new(conversation, null);

    internal static ConversationRead Failed(ConversationFault fault) => new(null, fault);
}
