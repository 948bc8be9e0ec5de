using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace ShimLsp.Server.Gateway.Serving.Connections;

/// <summary>
/// Lets the client close a connection of HTTP/2 that Kestrel is done with. Kestrel says that it takes no more requests (GOAWAY) and would
/// close at once. A client that sends a request just then may see the end before the word, and cannot know that it may ask again:
/// .NET's fails that request.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class LingeringClose(TimeProvider time)
{
    /// <summary>A client that has not closed the connection after this time is not waited for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Serves the connection, then waits for the client.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">What serves it.</param>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var transport = connection.Transport;
        connection.Transport = new Duplex(new Open(transport.Input), transport.Output);
        await next(connection).ConfigureAwait(false);
        connection.Transport = transport;
        using var patience = new CancellationTokenSource(Longest, time);
        try
        {
            while (!await IsClosedAsync(transport.Input, patience.Token).ConfigureAwait(false)) { }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // It had its time, or it has gone.
        }
    }

    // Whatever it still sends was sent before it heard.
    private static async ValueTask<bool> IsClosedAsync(PipeReader input, CancellationToken cancellationToken)
    {
        var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
        input.AdvanceTo(read.Buffer.End);
        return read.IsCompleted;
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>What the client sends. It can be read further when Kestrel has read enough.</summary>
    private sealed class Open(PipeReader input) : PipeReader
    {
        private SequencePosition? given; // to Kestrel, which has not said yet how much of it it has read

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            given = null;
            input.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => input.CancelPendingRead();

        public override void Complete(Exception? exception = null)
        {
            if (given is { } start)
            {
                AdvanceTo(start);
            }
        }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            given = read.Buffer.Start;
            return read;
        }

        public override bool TryRead(out ReadResult result)
        {
            var has = input.TryRead(out result);
            given = has ? result.Buffer.Start : given;
            return has;
        }
    }
}
