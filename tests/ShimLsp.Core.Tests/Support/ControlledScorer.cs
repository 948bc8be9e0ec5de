using System.Collections.Immutable;
using System.Threading.Channels;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Support;

/// <summary>A scorer, and a classifier, whose every call a test sees, counts and, if it holds them, answers when it likes.</summary>
internal sealed class ControlledScorer(string identity, Func<TaskSignal, ModelSpec, double>? score = null) : IScorer, IClassifier
{
    private readonly Channel<ScorerCall> held = Channel.CreateUnbounded<ScorerCall>();
    private int calls;
    private int inFlight;
    private int mostInFlight;

    public string Identity { get; } = identity;

    public ModelSlug Model { get; } = new("judge");

    /// <summary>Whether calls wait for the test; otherwise they are answered at once.</summary>
    public bool Holds { get; set; }

    /// <summary>Whether calls pay no heed to their token.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>The usage that each call reports; null for none.</summary>
    public TokenUsage? Usage { get; set; }

    public int Calls => Volatile.Read(ref calls);

    /// <summary>How many calls that waited for the test were ever under way at a time.</summary>
    public int MostInFlight => Volatile.Read(ref mostInFlight);

    /// <summary>The next call that is held; it may be yet to come.</summary>
    public Task<ScorerCall> NextAsync() => held.Reader.ReadAsync().AsTask().Soon();

    public async ValueTask<ScoreSheet> ScoreAsync(
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    ) => ((Classification.Answered)await ClassifyAsync(signal, candidates, cancellationToken)).Sheet;

    public ValueTask<Classification> ClassifyAsync(
        TaskSignal signal,
        ImmutableArray<ModelSpec> candidates,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref calls);
        var sheet = new ScoreSheet(
            [.. candidates.Select(model => new Score(model.Slug, score?.Invoke(signal, model) ?? 1))],
            "the test says so"
        );
        var answer = new Classification.Answered(sheet, Usage);
        if (!Holds)
        {
            return new(answer);
        }

        var call = new ScorerCall(answer, IsDeaf, cancellationToken);
        return new(HoldAsync(call));
    }

    private async Task<Classification> HoldAsync(ScorerCall call)
    {
        var now = Interlocked.Increment(ref inFlight);
        for (var most = mostInFlight; now > most; most = mostInFlight)
        {
            Interlocked.CompareExchange(ref mostInFlight, now, most);
        }

        held.Writer.TryWrite(call);
        try
        {
            return await call.Task;
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }
}

/// <summary>A call that waits for its test.</summary>
internal sealed class ScorerCall
{
    private readonly TaskCompletionSource<Classification> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Classification answer;

    public ScorerCall(Classification answer, bool isDeaf, CancellationToken cancellationToken)
    {
        this.answer = answer;
        Cancelled = cancellationToken;
        if (!isDeaf)
        {
            cancellationToken.Register(() => reply.TrySetCanceled(cancellationToken));
        }
    }

    public CancellationToken Cancelled { get; }

    public Task<Classification> Task => reply.Task;

    public void Answer() => Return(answer);

    public void Return(Classification classification) => reply.TrySetResult(classification);

    public void Fail(Exception failure) => reply.TrySetException(failure);
}
