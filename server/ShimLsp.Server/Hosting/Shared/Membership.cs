using Microsoft.Extensions.Logging;

namespace ShimLsp.Server.Hosting.Shared;

/// <summary>Whether this gateway shares its state at present, and who wants to know. Thread-safe.</summary>
/// <param name="where">What it shares it through, for people to read.</param>
/// <param name="logger">The log.</param>
internal sealed partial class Membership(string where, ILogger logger)
{
    private readonly Lock changing = new();
    private readonly TaskCompletionSource once = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isJoined;
    private volatile bool isClosed;
    private bool? hasToldAlone; // null before the first word
    private long interruptions;

    private event Action? Joined;

    /// <summary>Whether it shares.</summary>
    public bool IsJoined => isJoined;

    /// <summary>How often something was not shared.</summary>
    public long Interruptions => Interlocked.Read(ref interruptions);

    /// <summary>Ends when it has shared for the first time.</summary>
    public Task Once => once.Task;

    /// <summary>Sharing begins.</summary>
    public void Join()
    {
        lock (changing)
        {
            if (isJoined || isClosed)
            {
                return;
            }

            isJoined = true;
            if (hasToldAlone is true)
            {
                LogJoinedAgain(logger, where);
            }
            else if (hasToldAlone is null)
            {
                LogJoined(logger, where);
            }

            hasToldAlone = false;
        }

        Joined?.Invoke();
        once.TrySetResult();
    }

    /// <summary>Sharing ends.</summary>
    public void Leave()
    {
        lock (changing)
        {
            if (isJoined)
            {
                isJoined = false;
                Interrupt();
            }
        }
    }

    /// <summary>One request goes on alone.</summary>
    public void Interrupt() => Interlocked.Increment(ref interruptions);

    /// <summary>Tells the log, once, that it is alone.</summary>
    /// <param name="why">Why.</param>
    public void TellAlone(string why)
    {
        lock (changing)
        {
            if (hasToldAlone is not true && !isClosed)
            {
                hasToldAlone = true;
                LogAlone(logger, why);
            }
        }
    }

    /// <summary>Has a callback called whenever sharing begins.</summary>
    /// <param name="joined">The callback.</param>
    /// <returns>Ends it.</returns>
    public IDisposable Follow(Action joined)
    {
        Joined += joined;
        return new Following(this, joined);
    }

    /// <summary>The gateway ends: nothing is said any more.</summary>
    public void Close() => isClosed = true;

    [LoggerMessage(Level = LogLevel.Information, Message = "Shared state: joined {Where}")]
    private static partial void LogJoined(ILogger logger, string where);

    // As loud as the word before it, so that who reads one reads both.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Shared state: joined {Where} again")]
    private static partial void LogJoinedAgain(ILogger logger, string where);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shared state: alone: {Why}; this gateway goes on by itself")]
    private static partial void LogAlone(ILogger logger, string why);

    private sealed class Following(Membership membership, Action joined) : IDisposable
    {
        public void Dispose() => membership.Joined -= joined;
    }
}
