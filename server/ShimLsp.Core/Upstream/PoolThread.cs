namespace ShimLsp.Core.Upstream;

/// <summary>
/// Keeps long work off the threads that wait for sockets. In a gateway such a thread also does what follows an event, since waking
/// another one takes longer than the work itself. While it works, its other connections wait.
/// </summary>
public static class PoolThread
{
    /// <summary>A text of so many bytes is still worked on where it comes in. That takes about 0.2 ms.</summary>
    public const int MostInPlace = 64 * 1024;

    /// <summary>Continues on a thread of the pool if there is much to work on.</summary>
    /// <param name="bytes">How long the text is that is worked on next.</param>
    public static ValueTask EnterAsync(int bytes) => bytes <= MostInPlace ? default : EnterAsync();

    /// <summary>Continues on a thread of the pool.</summary>
    public static ValueTask EnterAsync() => Thread.CurrentThread.IsThreadPoolThread ? default : SwitchAsync();

    private static async ValueTask SwitchAsync() => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
