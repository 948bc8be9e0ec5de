using System.Diagnostics;

namespace ShimLsp.Server.Lsp;

/// <summary>
/// Notices when the client's process has ended. Its end normally closes our input too. If another process still holds the other end of the
/// pipe, only this watch ends the server.
/// </summary>
/// <param name="clock">Time.</param>
internal sealed class ParentWatch(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? timer;

    /// <summary>Completes when the process is gone.</summary>
    public Task Gone => gone.Task;

    /// <summary>Begins to look.</summary>
    /// <param name="processId">The client's process; null for none to watch.</param>
    public void Watch(int? processId)
    {
        if (processId is { } id)
        {
            timer = clock.CreateTimer(_ => Look(id), null, Interval, Interval);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    private void Look(int processId)
    {
        if (!IsAlive(processId))
        {
            gone.TrySetResult();
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception unknown) when (unknown is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return true; // there is one, which we may not look at
        }
    }
}
