using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Serving;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Tests.Providers;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>What stays on the thread that waits for sockets, and what leaves it, since other connections wait for that thread.</summary>
public sealed class LongWorkTests
{
    private const string Stays = "stays";
    private const string Leaves = "leaves";

    [Theory]
    [InlineData(100, "", Stays)]
    [InlineData(60_000, "", Stays)]
    [InlineData(70_000, "", Leaves)]
    [InlineData(60_000, "gzip", Stays)]
    [InlineData(70_000, "gzip", Leaves)] // a few bytes, as sent
    public Task A_requests_body(int length, string encoding, string expected) =>
        Check(
            async () =>
            {
                using var body = await RequestBody.ReadAsync(Request(Text(length), encoding)).ConfigureAwait(false);
            },
            expected
        );

    [Theory]
    [InlineData(60_000, Stays)]
    [InlineData(70_000, Leaves)]
    public Task A_whole_reply(int length, string expected) =>
        Check(
            async () =>
            {
                var body = new MemoryStream(Encoding.UTF8.GetBytes(Text(length)));
                using var reply = await ReplyBody.ReadAsync(body, null, int.MaxValue, CancellationToken.None).ConfigureAwait(false);
            },
            expected
        );

    [Theory]
    [InlineData(60_000, Stays)]
    [InlineData(70_000, Leaves)]
    public Task An_event_of_a_streamed_reply(int length, string expected)
    {
        var said = $$"""data: {"choices":[{"delta":{"content":"{{new string('x', length)}}"},"finish_reason":"stop"}]}""";
        var body = new MemoryStream(Encoding.UTF8.GetBytes($"{said}\n\ndata: [DONE]\n\n"));
        return Check(async () => (await Read.ReplyAsync(ModelWire.Chat, body).ConfigureAwait(false)).Should().NotBeNull(), expected);
    }

    [Fact]
    public Task What_comes_over_TLS_since_a_handshake_may_block() =>
        Check(
            async () =>
            {
                var connection = new PooledReads(new MemoryStream([1]));
                await using (connection.ConfigureAwait(false))
                {
                    (await connection.ReadAsync(new byte[1]).ConfigureAwait(false)).Should().Be(1);
                }
            },
            Leaves
        );

    [Fact]
    public Task Whatever_blocks() => Check(async () => await PoolThread.EnterAsync().ConfigureAwait(false), Leaves);

    private static async Task Check(Func<Task> work, string expected)
    {
        var end = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => _ = RunAsync()).Start(); // as the thread that waits for sockets: not one of the pool

        (await end.Task.WaitAsync(ShimClient.Limit)).Should().Be(expected);

        async Task RunAsync()
        {
            var own = Thread.CurrentThread;
            try
            {
                await work().ConfigureAwait(false);
                end.SetResult(Thread.CurrentThread == own ? Stays : Leaves);
            }
            catch (Exception failure)
            {
                end.SetException(failure);
            }
        }
    }

    private static string Text(int length) => $$"""{"a":"{{new string('x', length)}}"}""";

    private static DefaultHttpContext Request(string body, string encoding)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpMaxRequestBodySizeFeature>(new AnySize());
        http.Request.Headers.ContentEncoding = encoding;
        http.Request.Body = new MemoryStream(encoding.Length > 0 ? Compressed(bytes) : bytes);
        return http;
    }

    private static byte[] Compressed(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private sealed class AnySize : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => false;

        public long? MaxRequestBodySize { get; set; }
    }
}
