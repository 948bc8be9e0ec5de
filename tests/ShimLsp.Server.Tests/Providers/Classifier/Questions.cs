using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Tests.Providers.Classifier;

/// <summary>A model that is asked nothing over any wire: keeps the question, and answers as the test says.</summary>
internal sealed class Questions(params ChatEvent[] answer) : IUpstream, IChat
{
    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> LearnedQuirks(Catalog catalog) =>
        ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty;

    public ChatConversation? Asked { get; private set; }

    public int Times { get; private set; }

    public string? AskedOf { get; private set; }

    public bool? Streams { get; private set; }

    public Exception? Failure { get; init; }

    public static ModelSpec Model(string slug, string? card = null) =>
        new()
        {
            Slug = new(slug),
            Model = $"{slug}-1",
            Provider = ModelProvider.Ollama,
            BaseUrl = new("http://127.0.0.1:11434/v1"),
            DisplayName = $"The {slug} one",
            Card = card,
            Pricing = new(1234.5, null, 6789.5),
            Cost = 4242,
        };

    public int? MostReplyBytes { get; private set; }

    public IChat Open(ChatConversation conversation, int? mostReplyBytes = null)
    {
        (Asked, MostReplyBytes) = (conversation, mostReplyBytes);
        return this;
    }

    public async IAsyncEnumerable<ChatEvent> AskAsync(
        ModelSpec model,
        bool streams,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Times++;
        (AskedOf, Streams) = (model.Slug.Value, streams);
        await Task.Yield();
        foreach (var piece in answer)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return piece;
        }

        if (Failure is not null)
        {
            throw Failure;
        }
    }
}
