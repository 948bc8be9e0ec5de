using System.Net.Sockets;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways.Handover;

/// <summary>
/// Offers a gateway's listening socket to the next one, over a Unix socket in the state folder, which only the person can open. The
/// gateway serves on until the next one says that it serves too.
/// </summary>
internal sealed class HandoverOffer : IAsyncDisposable
{
    /// <summary>The next gateway says this when it serves.</summary>
    public const string Serving = "serving";

    private const int LongestPath = 100; // sun_path has 104 bytes on macOS and 108 on Linux

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private readonly Socket offering;
    private readonly Socket listening;
    private readonly Func<HandoverState> state;
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task serving;

    private HandoverOffer(string path, Socket offering, Socket listening, Func<HandoverState> state)
    {
        (Path, this.offering, this.listening, this.state) = (path, offering, listening, state);
        serving = ServeAsync();
    }

    /// <summary>The Unix socket.</summary>
    public string Path { get; }

    /// <summary>Ends when another gateway serves. It never ends if none comes.</summary>
    public Task Taken => taken.Task;

    /// <summary>The Unix socket of a gateway, whether or not it exists; null if there is no state folder.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="instance">The gateway's random name.</param>
    public static string? PathOf(HostEnvironment host, string instance) =>
        host.StateFolder is { } folder ? System.IO.Path.Join(folder, "gateway", $"{instance}.sock") : null;

    /// <summary>Opens it; null if this system or this state folder cannot.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="instance">The gateway's random name.</param>
    /// <param name="listening">The socket that clients connect to.</param>
    /// <param name="state">What the next gateway has to know.</param>
    public static HandoverOffer? Open(HostEnvironment host, string instance, Socket listening, Func<HandoverState> state)
    {
        if (
            !PassedSocket.IsPossible
            || host.StateFolder is not { } folder
            || !PrivateFolder.Ensure(folder)
            || PathOf(host, instance) is not { Length: <= LongestPath } path
        )
        {
            return null;
        }

        var offering = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            WholeFile.CreateFolder(System.IO.Path.GetDirectoryName(path)!, Audience.Owner);
            offering.Bind(new UnixDomainSocketEndPoint(path));
            offering.Listen();
            return new(path, offering, listening, state);
        }
        catch (Exception impossible) when (impossible is IOException or UnauthorizedAccessException or SocketException)
        {
            offering.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await serving.ConfigureAwait(false);
        offering.Dispose(); // removes the file
        RunningGateways.Remove(Path);
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!await HandOverAsync().ConfigureAwait(false)) { }

            taken.SetResult();
        }
        catch (OperationCanceledException)
        {
            // The gateway ends.
        }
    }

    /// <returns>Whether the next gateway serves.</returns>
    private async Task<bool> HandOverAsync()
    {
        using var connection = await offering.AcceptAsync(closing.Token).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        patience.CancelAfter(LongestStart);
        try
        {
            PassedSocket.Send(connection, listening);
            var stream = new NetworkStream(connection);
            await using (stream.ConfigureAwait(false))
            {
                using var reader = new StreamReader(stream, leaveOpen: true);
                var writer = new StreamWriter(stream, leaveOpen: true) { AutoFlush = true };
                await using (writer.ConfigureAwait(false))
                {
                    await writer.WriteLineAsync(state().ToLine().AsMemory(), patience.Token).ConfigureAwait(false);
                    return await reader.ReadLineAsync(patience.Token).ConfigureAwait(false) == Serving;
                }
            }
        }
        catch (Exception gone)
            when (gone is IOException or SocketException || (gone is OperationCanceledException && !closing.IsCancellationRequested))
        {
            return false; // that one did not start: this one serves on
        }
    }
}
