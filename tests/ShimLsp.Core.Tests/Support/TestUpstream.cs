using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Support;

/// <summary>Models that answer as the test says: by default, each with its own name.</summary>
internal sealed class TestUpstream : IUpstream, IChat
{
    private readonly Dictionary<string, Func<CancellationToken, IAsyncEnumerable<ChatEvent>>> answers = [];

    /// <summary>Who was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Makes a model answer so from now on.</summary>
    public void Answer(string slug, params ChatEvent[] pieces) => answers[slug] = _ => pieces.ToAsyncEnumerable();

    /// <summary>Makes a model fail after those pieces.</summary>
    public void Fail(string slug, Outcome outcome, params ChatEvent[] before) => answers[slug] = _ => FailAsync(outcome, before);

    /// <summary>Makes a model answer by a function.</summary>
    public void Answer(string slug, Func<CancellationToken, IAsyncEnumerable<ChatEvent>> answer) => answers[slug] = answer;

    /// <summary>The options that models have refused.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Quirks { get; set; } =
        ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty;

    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> LearnedQuirks(Catalog catalog) => Quirks;

    public IChat Open(ChatConversation conversation, int? mostReplyBytes = null) => this;

    public async IAsyncEnumerable<ChatEvent> AskAsync(
        ModelSpec model,
        bool streams,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Asked.Add(model.Slug.Value);
        var answer = answers.TryGetValue(model.Slug.Value, out var own)
            ? own(cancellationToken)
            : new ChatEvent[]
            {
                new ChatEvent.Text(model.Slug.Value),
                new ChatEvent.Finished("stop", new(1_000, null, 100)),
            }.ToAsyncEnumerable();
        await foreach (var piece in answer.WithCancellation(cancellationToken))
        {
            yield return piece;
        }
    }

    private static async IAsyncEnumerable<ChatEvent> FailAsync(Outcome outcome, ChatEvent[] before)
    {
        foreach (var piece in before)
        {
            yield return piece;
        }

        await Task.Yield();
        throw new UpstreamException(outcome, "It failed, as the test wants.");
    }
}
