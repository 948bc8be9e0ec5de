using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Server.Tests.Conformance;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// A client over two streams. It sends and receives any message, and answers the server's requests by a script. Parameters are JSON text,
/// so that a test shows what goes over the wire. Every wait has a limit. A message that breaks the protocol's rules fails every later wait,
/// and the end of the test.
/// </summary>
internal sealed class ShimClient : IAsyncDisposable
{
    /// <summary>Generous: a machine may be busy, and a test that waits this long has failed anyhow.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Stream toServer;
    private readonly WireFraming framing;
    private readonly MessageRules rules;
    private readonly SemaphoreSlim writing = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> asked = new();
    private readonly Inbox inbox = new();
    private readonly MemoryStream bytes = new();
    private int lastId;
    private volatile NonconformingMessageException? nonconforming;

    /// <param name="toServer">What the server reads.</param>
    /// <param name="fromServer">What the server writes.</param>
    /// <param name="framing">How messages are framed.</param>
    /// <param name="rules">What the server's messages are judged by.</param>
    public ShimClient(Stream toServer, Stream fromServer, WireFraming framing, MessageRules rules)
    {
        this.toServer = toServer;
        this.framing = framing;
        this.rules = rules;
        Ended = Task.Run(() => ListenAsync(fromServer));
    }

    /// <summary>What to answer the server's requests, by method: the result as JSON, or null for no answer at all.</summary>
    public ConcurrentDictionary<string, Func<JsonElement, string?>> Answers { get; } =
        new() { ["client/registerCapability"] = _ => "null" };

    /// <summary>Completes when the server's output ends; fails if it held anything but whole frames.</summary>
    public Task Ended { get; }

    /// <summary>Every message of the server's so far, in order.</summary>
    public IReadOnlyList<JsonElement> Heard => inbox.All;

    /// <summary>Every byte of the server's so far.</summary>
    public byte[] Bytes
    {
        get
        {
            lock (bytes)
            {
                return bytes.ToArray();
            }
        }
    }

    /// <summary>Sends a request and returns the whole answer, a result or an error.</summary>
    public async Task<JsonElement> AskAsync(string method, string? parameters = null) => await await BeginAsync(method, parameters);

    /// <summary>Sends a request; the inner task is its answer.</summary>
    public async Task<Task<JsonElement>> BeginAsync(string method, string? parameters = null, string? id = null)
    {
        id ??= Interlocked.Increment(ref lastId).ToString(CultureInfo.InvariantCulture);
        var answer = WhenAnswered(id);
        await SendAsync(Message(method, parameters, id));
        return answer;
    }

    /// <summary>The answer to a request with this id (as JSON), whoever sent it.</summary>
    public Task<JsonElement> WhenAnswered(string id) =>
        Within(asked.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task, $"an answer to {id}");

    /// <summary>Asks and returns the result.</summary>
    public async Task<JsonElement> CallAsync(string method, string? parameters = null)
    {
        var answer = await AskAsync(method, parameters);
        return answer.TryGetProperty("result", out var result)
            ? result
            : throw new InvalidOperationException($"{method} was refused: {answer.GetRawText()}");
    }

    /// <summary>Asks and returns the error.</summary>
    public async Task<JsonElement> RefusedAsync(string method, string? parameters = null)
    {
        var answer = await AskAsync(method, parameters);
        return answer.TryGetProperty("error", out var error)
            ? error
            : throw new InvalidOperationException($"{method} was not refused: {answer.GetRawText()}");
    }

    /// <summary>Asks until the result covers the expected one. Use it for an effect that no message announces.</summary>
    public async Task UntilAsync(string method, string expected)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await CallAsync(method);
        while (!result.Covers(JsonElement.Parse(expected)) && Stopwatch.GetElapsedTime(started) < Limit)
        {
            await Task.Delay(10);
            result = await CallAsync(method);
        }

        result.ShouldCover(expected);
    }

    public Task NotifyAsync(string method, string? parameters = null) => SendAsync(Message(method, parameters));

    /// <summary>Sends a message in a frame.</summary>
    public Task SendAsync(string json) => SendRawAsync(Frames.Put(framing, json));

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> raw)
    {
        await Within(writing.WaitAsync(), "to write");
        try
        {
            rules.Sent.Note(raw.Span);
            await Within(toServer.WriteAsync(raw).AsTask(), "to write");
            await Within(toServer.FlushAsync(), "to write");
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Waits for a message that has not been taken: a notification, a request, or an answer to no request.</summary>
    public Task<JsonElement> HearAsync(Func<JsonElement, bool> match, string what = "a message") => Within(inbox.TakeAsync(match), what);

    /// <summary>Waits for a notification or request of that method, and takes it.</summary>
    public Task<JsonElement> HearAsync(string method, Func<JsonElement, bool>? match = null) =>
        HearAsync(message => message.Text("method") == method && (match?.Invoke(message.At("params")) ?? true), method);

    /// <summary>The first message that has not been taken; null if there is none.</summary>
    public JsonElement? TryHear() => inbox.TryTake();

    /// <summary>Answers a request of the server's.</summary>
    public Task AnswerAsync(JsonElement request, string result) =>
        SendAsync($$"""{"jsonrpc":"2.0","id":{{request.At("id").GetRawText()}},"result":{{result}}}""");

    /// <summary>Answers a request of the server's as a client does that does not know it.</summary>
    public Task RefuseAsync(JsonElement request) =>
        SendAsync($$$"""{"jsonrpc":"2.0","id":{{{request.At("id").GetRawText()}}},"error":{"code":-32601,"message":"not here"}}""");

    /// <summary>Waits for the end of the server's output, and fails if a message of it does not conform.</summary>
    public async Task RequireConformingAsync()
    {
        // a torn frame is another test's matter
        await ((Task)Ended.WaitAsync(Limit)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (nonconforming is { } broken)
        {
            throw broken;
        }
    }

    /// <summary>Ends what the server reads.</summary>
    public async Task EndInputAsync() => await toServer.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await toServer.DisposeAsync();
        }
        catch (IOException)
        {
            // The server is gone already.
        }

        writing.Dispose();
    }

    public static string Message(string method, string? parameters = null, string? id = null)
    {
        var idMember = id is null ? "" : $"\"id\":{id},";
        var paramsMember = parameters is null ? "" : $",\"params\":{parameters}";
        return $$"""{"jsonrpc":"2.0",{{idMember}}"method":{{Json.Quote(method)}}{{paramsMember}}}""";
    }

    private async Task<T> Within<T>(Task<T> task, string what)
    {
        await Within((Task)task, what);
        return await task;
    }

    private async Task Within(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            var heard = string.Join('\n', Heard.TakeLast(5).Select(message => message.GetRawText()));
            throw new TimeoutException($"Waited {Limit.TotalSeconds} s for {what}. Heard last: {heard}");
        }
    }

    private async Task ListenAsync(Stream fromServer)
    {
        var frames = new Frames(framing);
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await fromServer.ReadAsync(buffer)) > 0)
            {
                lock (bytes)
                {
                    bytes.Write(buffer, 0, count);
                }

                foreach (var message in frames.Take(buffer.AsSpan(0, count)))
                {
                    Take(message);
                }
            }

            if (frames.IsMidFrame)
            {
                throw new FormatException($"The output ends in mid-frame: {Encoding.UTF8.GetString(Bytes.TakeLast(200).ToArray())}");
            }

            Fail(new EndOfStreamException("The server's output has ended."));
        }
        catch (Exception failure)
        {
            Fail(failure);
            throw;
        }
    }

    private void Take(JsonElement message)
    {
        inbox.Note(message);
        Judge(message);
        var isRequest = message.TryGetProperty("method", out var method);
        if (isRequest && message.TryGetProperty("id", out var id) && Answers.TryGetValue(method.GetString()!, out var script))
        {
            if (script(message.At("params")) is { } result)
            {
                _ = SendAsync($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},"result":{{result}}}""");
            }
        }
        else if (isRequest || !IsAwaitedAnswer(message))
        {
            inbox.Put(message);
        }
    }

    // Later messages are still read: a server whose output nobody reads would never end.
    private void Judge(JsonElement message)
    {
        try
        {
            rules.Check(message);
        }
        catch (NonconformingMessageException broken)
        {
            nonconforming ??= broken;
            Fail(broken);
        }
    }

    private bool IsAwaitedAnswer(JsonElement message) =>
        message.TryGetProperty("id", out var id) && asked.TryGetValue(id.GetRawText(), out var answer) && answer.TrySetResult(message);

    private void Fail(Exception failure)
    {
        inbox.Fail(failure);
        foreach (var answer in asked.Values)
        {
            answer.TrySetException(failure);
        }
    }
}
