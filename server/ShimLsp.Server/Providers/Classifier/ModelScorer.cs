using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Classifier;

/// <summary>Scores by asking a model. One question, one reply; nothing of either outlives the call but numbers.</summary>
internal sealed class ModelScorer : IClassifier
{
    private readonly IUpstream upstream;
    private readonly ModelSpec model;
    private readonly int maxTokens;
    private readonly string because;
    private volatile bool takesNoTemperature;

    /// <summary>Makes one.</summary>
    /// <param name="upstream">Asks the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="maxTokens">Its longest reply, in tokens.</param>
    public ModelScorer(IUpstream upstream, ModelSpec model, int maxTokens)
    {
        this.upstream = upstream;
        this.model = model;
        this.maxTokens = maxTokens;
        Identity = $"{ClassifierPrompt.Version}/{model.Slug}";
        because = $"scored by {model.Slug}";
    }

    /// <inheritdoc/>
    public ModelSlug Model => model.Slug;

    /// <inheritdoc/>
    /// <remarks>Made once: it is part of the key of every route.</remarks>
    public string Identity { get; }

    /// <summary>Whether it is the scorer for exactly this model and limit.</summary>
    /// <param name="other">A model.</param>
    /// <param name="tokens">The longest reply, in tokens.</param>
    public bool Asks(ModelSpec other, int tokens) => ReferenceEquals(model, other) && maxTokens == tokens;

    /// <inheritdoc/>
    public async ValueTask<Classification> ClassifyAsync(
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        var question = ClassifierPrompt.For(signal, candidates, maxTokens);
        var isPlain = takesNoTemperature;
        if (isPlain)
        {
            question = question with { Options = question.Options with { Temperature = null } };
        }

        var chat = upstream.Open(question, ClassifierPrompt.MostReplyBytes);
        try
        {
            return await AskAsync(chat, candidates, cancellationToken).ConfigureAwait(false);
        }
        catch (UpstreamException late) when (late.Outcome.NoAnswer is NoAnswer.Timeout)
        {
            return new Classification.TimedOut();
        }
        catch (UpstreamException failed)
        {
            // Models that reason before they answer refuse a temperature. The next question goes without one. If that is refused too, the
            // temperature was not the reason.
            takesNoTemperature = failed.Outcome.Status == 400 ? !isPlain : takesNoTemperature;
            return new Classification.Failed(failed.Outcome, failed.Message);
        }
    }

    private async Task<Classification> AskAsync(IChat chat, ImmutableArray<ModelSpec> candidates, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        TokenUsage? usage = null;
        await foreach (var piece in chat.AskAsync(model, streams: false, cancellationToken).ConfigureAwait(false))
        {
            switch (piece)
            {
                case ChatEvent.Text more when text.Length < ScoreReply.MostText:
                    text.Append(more.Value, 0, Math.Min(more.Value.Length, ScoreReply.MostText - text.Length));
                    break;
                case ChatEvent.Finished end:
                    usage = end.Usage;
                    break;
            }
        }

        return ScoreReply.Read(text.ToString(), candidates) is { } scores
            ? new Classification.Answered(new ScoreSheet(scores, because), usage)
            : new Classification.Unusable(usage);
    }
}
