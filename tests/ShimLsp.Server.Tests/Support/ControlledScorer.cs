using System.Collections.Immutable;
using System.Threading.Channels;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using Classified = ShimLsp.Core.Classifying.Classification;

namespace ShimLsp.Server.Tests.Support;

/// <summary>A classifier that answers when the test says so, with what the test says.</summary>
internal sealed class ControlledScorer : IClassifier, IClassifiers
{
    private readonly Channel<ClassifierCall> begun = Channel.CreateUnbounded<ClassifierCall>();

    public ModelSlug Model { get; private set; }

    public string Identity => "controlled/1";

    /// <summary>Classifications that have begun and that no test has taken yet.</summary>
    public int Untaken => begun.Reader.Count;

    public IClassifier For(ModelSpec model, int maxTokens)
    {
        Model = model.Slug;
        return this;
    }

    public async ValueTask<Classified> ClassifyAsync(
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        var call = new ClassifierCall(cancellationToken);
        begun.Writer.TryWrite(call);
        return new Classified.Answered(await call.Reply.WaitAsync(cancellationToken));
    }

    /// <summary>Waits for the next classification to begin.</summary>
    public Task<ClassifierCall> NextAsync() => begun.Reader.ReadAsync().AsTask().WaitAsync(ShimClient.Limit);
}

/// <summary>A classification that has begun.</summary>
/// <param name="abandoned">Cancelled when nobody waits for it any more.</param>
internal sealed class ClassifierCall(CancellationToken abandoned)
{
    private readonly TaskCompletionSource<ScoreSheet> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<ScoreSheet> Reply => reply.Task;

    public bool IsAbandoned => abandoned.IsCancellationRequested;

    /// <summary>Completes when nobody waits for it any more.</summary>
    public async Task AbandonedAsync()
    {
        var told = new TaskCompletionSource();
        using var registration = abandoned.Register(told.SetResult);
        await told.Task.WaitAsync(ShimClient.Limit);
    }

    /// <summary>Answers: this model is good enough, and no other.</summary>
    public void Prefer(string slug)
    {
        string[] all = ["cheap", "mid", "strong"];
        reply.SetResult(new ScoreSheet([.. all.Select(other => new Score(new ModelSlug(other), other == slug ? 0.9 : 0.1))], null));
    }
}
