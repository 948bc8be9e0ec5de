using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>A server on the plain front, an upstream with one answer, and a client that keeps nothing of what it hears.</summary>
internal sealed class LargeReplyWorld : IAsyncDisposable
{
    private readonly MockUpstream upstream;
    private readonly Home home;
    private readonly Process server;
    private readonly PipeReader output;
    private int asked;

    private LargeReplyWorld(MockUpstream upstream, Home home)
    {
        (this.upstream, this.home) = (upstream, home);
        server = ServerProcess.StartProcess(home, ServerUnderTest.StartInfo("rpc"));
        output = PipeReader.Create(server.StandardOutput.BaseStream, new(bufferSize: 256 * 1024));
    }

    /// <summary>The server's process.</summary>
    public int Id => server.Id;

    /// <summary>Starts it, and asks for something small so that the code is there.</summary>
    /// <param name="answer">The answer to every question but the first.</param>
    public static async Task<LargeReplyWorld> StartAsync(Answer answer)
    {
        var upstream = await MockUpstream.StartAsync();
        upstream.OthersAnswer(Answer.Says("Hello."));
        var world = new LargeReplyWorld(upstream, new Home(ChatWorld.Catalog(upstream.BaseUrl, ChatWorld.OpenAi)));
        await world.AskAsync(streams: true, 1);
        upstream.OthersAnswer(answer);
        return world;
    }

    /// <summary>Asks several times at once. Returns how many bytes each answer has, text and arguments.</summary>
    /// <param name="streams">Whether the reply is wanted piece by piece.</param>
    /// <param name="times">How often.</param>
    public async Task<List<int>> AskAsync(bool streams, int times)
    {
        for (var time = 0; time < times; time++)
        {
            await SayAsync("chat", ChatWorld.Turn(streams));
        }

        List<int> sizes = [];
        while (sizes.Count < times)
        {
            if (await NextResultAsync().WaitAsync(ShimClient.Limit) is { } size)
            {
                sizes.Add(size);
            }
        }

        return sizes;
    }

    /// <summary>Asks for something else and waits for the answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters, JSON.</param>
    public async Task CallAsync(string method, string parameters)
    {
        await SayAsync(method, parameters);
        while (await NextResultAsync().WaitAsync(ShimClient.Limit) is null) { }
    }

    /// <summary>Waits until the server holds no more than that.</summary>
    /// <param name="mebibytes">The most.</param>
    public Task GivesBackAsync(double mebibytes) =>
        Eventually.Holds(() => Proc.ResidentMebibytes(Id) < mebibytes, $"the server held less than {mebibytes:0} MiB");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        await upstream.DisposeAsync();
        home.Dispose();
    }

    private async Task SayAsync(string method, string parameters)
    {
        await server.StandardInput.WriteLineAsync(ShimClient.Message(method, parameters, $"{++asked}"));
        await server.StandardInput.FlushAsync();
    }

    /// <summary>Hears one message: the size of the reply if it is an answer, null if it is a piece.</summary>
    private async Task<int?> NextResultAsync()
    {
        while (true)
        {
            var read = await output.ReadAsync();
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var size = SizeOf(read.Buffer.Slice(0, end));
                output.AdvanceTo(read.Buffer.GetPosition(1, end));
                return size;
            }

            read.IsCompleted.Should().BeFalse("the server still runs");
            output.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static int? SizeOf(in ReadOnlySequence<byte> line)
    {
        using var message = JsonDocument.Parse(line);
        if (!message.RootElement.TryGetProperty("result", out var result))
        {
            message.RootElement.TryGetProperty("error", out var error).Should().BeFalse("{0}", error);
            return null;
        }

        var calls = result.TryGetProperty("toolCalls", out var all) ? all.EnumerateArray().Sum(call => Bytes(call, "arguments")) : 0;
        return Bytes(result, "text") + calls;
    }

    private static int Bytes(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var text) ? Encoding.UTF8.GetByteCount(text.GetString()!) : 0;
}
