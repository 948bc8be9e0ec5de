using System.Collections.Immutable;
using System.Net.Sockets;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Http;

/// <summary>One call to one model: the model, the key and the time limits.</summary>
internal sealed class Call : IDisposable
{
    private readonly CancellationTokenSource ending;
    private readonly CancellationToken caller;
    private readonly ITimer timer;
    private long spokeAt;
    private volatile string? lateness;
    private string waitsFor = "";
    private IDisposable? held;

    /// <summary>Begins one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="credentials">Its key and headers.</param>
    /// <param name="streams">Whether its reply is wanted piece by piece.</param>
    /// <param name="limits">How long it may take, and how much it may bring.</param>
    /// <param name="clock">Time.</param>
    /// <param name="caller">Ends it.</param>
    public Call(ModelSpec model, CallCredentials credentials, bool streams, CallLimits limits, TimeProvider clock, CancellationToken caller)
    {
        Model = model;
        Credentials = credentials;
        Streams = streams;
        Limits = limits;
        Clock = clock;
        this.caller = caller;
        spokeAt = clock.GetTimestamp();
        ending = CancellationTokenSource.CreateLinkedTokenSource(caller);
        timer = clock.CreateTimer(_ => BeLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whom it asks.</summary>
    public ModelSpec Model { get; }

    /// <summary>Its key and headers.</summary>
    public CallCredentials Credentials { get; }

    /// <summary>Whether its reply is wanted piece by piece.</summary>
    public bool Streams { get; }

    /// <summary>Its limits of time and size.</summary>
    public CallLimits Limits { get; }

    /// <summary>Time.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Ends with the caller's, or when the time has run out.</summary>
    public CancellationToken Token => ending.Token;

    /// <summary>Whether the model has said that it is done. After that only the end of the body can come.</summary>
    public bool IsAtEnd { get; set; }

    /// <summary>The options of the request that the last answer refused, of those that it can go without; empty for none.</summary>
    public ImmutableArray<string> Refused { get; set; } = [];

    /// <summary>Whether the last answer refused the thoughts in the request, which another provider signed or encrypted.</summary>
    public bool RefusedThoughts { get; set; }

    /// <summary>Whether the caller has given it up.</summary>
    public bool IsGivenUp => caller.IsCancellationRequested;

    /// <summary>Starts a new time limit.</summary>
    /// <param name="limit">How long the next thing may take.</param>
    /// <param name="thing">What that is, as the message names it: "the reply".</param>
    public void Allow(TimeSpan limit, string thing)
    {
        waitsFor = thing;
        timer.Change(limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts the time for the next bytes of a streamed answer: none of its limits is passed by them.</summary>
    public void AllowMore()
    {
        var limit = IsAtEnd ? Limits.Tail : Limits.Silence;
        var speechless = Limits.Speechless - Clock.GetElapsedTime(spokeAt);
        Allow(
            speechless >= limit ? limit
                : speechless > TimeSpan.Zero ? speechless
                : TimeSpan.Zero,
            "the rest of the reply"
        );
    }

    /// <summary>The model has sent something, and the caller has taken it.</summary>
    public void Spoke() => spokeAt = Clock.GetTimestamp();

    /// <summary>Takes over what is open on the connection. It is closed with the call, even if nothing else closes it.</summary>
    /// <param name="opened">What was opened.</param>
    public void Hold(IDisposable opened) => held = opened;

    /// <summary>Stops the time: nothing is waited for.</summary>
    public void Rest() => timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Translates a failure for the caller: an <see cref="UpstreamException"/> in our words, or their own cancellation.</summary>
    /// <param name="failure">What was thrown.</param>
    public Exception Explain(Exception failure)
    {
        if (caller.IsCancellationRequested)
        {
            return new OperationCanceledException(caller);
        }

        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is UpstreamException known)
            {
                return known;
            }
        }

        return lateness is { } late
            ? new UpstreamException(new Outcome(null, NoAnswer.Timeout), late)
            : ConnectionFailure.Explain(failure, Model, Limits);
    }

    /// <summary>Whether a failure is of the connection or of time, and not of what came over it.</summary>
    /// <param name="failure">What was thrown.</param>
    public bool IsOfTheConnection(Exception failure) =>
        lateness is not null || failure is IOException or HttpRequestException or SocketException or OperationCanceledException;

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        held?.Dispose();
        End();
        ending.Dispose();
    }

    private void End()
    {
        try
        {
            ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ended already: the timer ran while the call was put away.
        }
    }

    private void BeLate()
    {
        lateness = $"Timed out waiting for {waitsFor}. Try again, or choose another model.";
        End();
    }
}
