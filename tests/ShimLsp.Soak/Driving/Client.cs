using System.Text.Json;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Driving;

/// <summary>
/// A client on one server. All that it says and hears goes by the checker; several calls leave in one write and are on their way at
/// the same time.
/// </summary>
internal sealed class Client : IDisposable
{
    private readonly ServerProcess server;
    private readonly Front front;
    private readonly Wire wire;
    private readonly ConnectionChecker checker;
    private readonly Saboteur saboteur;
    private readonly TimeProvider time;
    private readonly Task listening;
    private readonly MemoryStream outgoing = new();
    private TaskCompletionSource? quiet;
    private long lastId;

    public Client(ServerProcess server, Front front, Wire wire, ConnectionChecker checker, Saboteur saboteur, TimeProvider time)
    {
        (this.server, this.front, this.wire, this.checker, this.saboteur, this.time) = (server, front, wire, checker, saboteur, time);
        listening = Task.Run(ListenAsync);
    }

    /// <summary>Completes when the server's output ends; fails if it held anything but whole frames.</summary>
    public Task Ended => listening;

    /// <summary>Sends calls in one write.</summary>
    /// <param name="calls">What to say.</param>
    /// <param name="half">Bytes of a frame that will never be whole; empty for none.</param>
    public async Task SayAsync(IEnumerable<Call> calls, ReadOnlyMemory<byte> half = default)
    {
        outgoing.SetLength(0);
        foreach (var call in calls)
        {
            long? id = wire.IsAnswered(call) ? ++lastId : null;
            checker.Said(call, id, time.GetUtcNow());
            outgoing.Write(Frames.Put(front, wire.Message(call, id)));
            if (call is ListCall { IsCancelled: true })
            {
                outgoing.Write(Frames.Put(front, Wire.Cancel(id!.Value)));
            }
        }

        outgoing.Write(half.Span);
        await server.Input.WriteAsync(outgoing.GetBuffer().AsMemory(0, (int)outgoing.Length));
        await server.Input.FlushAsync();
    }

    /// <summary>Waits until everything is answered.</summary>
    /// <returns>Whether it was, within that time and before the server's end.</returns>
    public async Task<bool> AllAnsweredAsync(TimeSpan limit)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref quiet, waiting);
        if (checker.Unanswered == 0)
        {
            return true;
        }

        await Task.WhenAny(waiting.Task, listening, Task.Delay(limit, time));
        return checker.Unanswered == 0;
    }

    /// <summary>Closes what the server reads.</summary>
    public void CloseInput() => Close(server.Input);

    /// <summary>Closes what the server writes to.</summary>
    public void CloseOutput() => Close(server.Output);

    public void Dispose() => outgoing.Dispose();

    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The server is gone already.
        }
    }

    private async Task ListenAsync()
    {
        var frames = new Frames(front);
        while (await server.Output.ReadAsync(frames.Room()) is > 0 and var count)
        {
            frames.Came(count);
            var at = time.GetUtcNow();
            while (frames.TryTake(out var message))
            {
                foreach (var heard in saboteur.Pass(JsonElement.Parse(message.Span)))
                {
                    checker.Heard(heard, at);
                }
            }

            if (checker.Unanswered == 0)
            {
                Volatile.Read(ref quiet)?.TrySetResult();
            }
        }
    }
}
