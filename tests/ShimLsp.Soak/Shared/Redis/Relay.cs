using System.Net;
using System.Net.Sockets;

namespace ShimLsp.Soak.Shared.Redis;

/// <summary>
/// A line between one replica and Redis that can be torn without a word, as a network does it: nothing passes, nothing is refused, and
/// nobody is told.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly int to;
    private readonly Task serving;
    private volatile TaskCompletionSource passing = Open();

    /// <summary>Starts it.</summary>
    /// <param name="to">The port of 127.0.0.1 where it leads.</param>
    public Relay(int to)
    {
        this.to = to;
        listener.Start();
        serving = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Nothing passes any more.</summary>
    public void Tear() => passing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held back passes, and all that follows.</summary>
    public void Mend() => passing.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await serving;
        end.Dispose();
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(end.Token));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The soak is over.
        }
    }

    private async Task ServeAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await passing.Task.WaitAsync(end.Token);
            await far.ConnectAsync(IPAddress.Loopback, to, end.Token);
            await Task.WhenAny(CopyAsync(near.GetStream(), far.GetStream()), CopyAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // One of the two is gone, and so is the other.
        }
        finally
        {
            near.Dispose();
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream into)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, end.Token) is > 0 and var read)
        {
            await passing.Task.WaitAsync(end.Token);
            await into.WriteAsync(buffer.AsMemory(0, read), end.Token);
        }
    }
}
