using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>Bodies as they come over the wire: compressed, broken, hostile.</summary>
public sealed class BodyTests : IAsyncLifetime
{
    private const string Task = """{"task":"Rename n to count."}""";

    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync(gatewayBlock: """{ "max_body_bytes": 100000 }""");

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("identity")]
    public async Task A_compressed_body_is_read(string encoding) =>
        (await SendAsync(Compress(encoding, Encoding.UTF8.GetBytes(Task)), encoding)).Json.Text("slug").Should().Be("cheap");

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task A_bomb_is_refused_by_what_it_becomes(string encoding)
    {
        var bomb = Compress(encoding, Encoding.UTF8.GetBytes($$"""{"task":"{{new string(' ', 20_000_000)}}"}"""));
        bomb.Length.Should().BeLessThan(100_000);

        (await SendAsync(bomb, encoding)).Status.Should().Be(413);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task Broken_compressed_bytes_are_the_clients_fault(string encoding)
    {
        var whole = Compress(encoding, Encoding.UTF8.GetBytes(Task));

        (await SendAsync(Encoding.UTF8.GetBytes("no " + Task), encoding)).Status.Should().Be(400);
        (await SendAsync(whole[..(whole.Length / 2)], encoding)).Status.Should().Be(400);
    }

    [Theory]
    [InlineData("compress")]
    [InlineData("gzip, gzip")]
    public async Task An_unknown_encoding_is_refused(string encoding) =>
        (await SendAsync(Encoding.UTF8.GetBytes(Task), encoding)).Status.Should().Be(415);

    [Theory]
    [InlineData(new byte[] { 0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0x22, 0xC0, 0x80, 0x22, 0x3A, 0x31, 0x7D })]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x5B, 0x5D })]
    public async Task What_is_not_a_JSON_object_in_UTF_8_is_refused_and_not_repeated(byte[] body)
    {
        var reply = await SendAsync(body, "identity");

        reply.Status.Should().Be(400);
        reply.Json.ShouldCover("""{"error":{"code":-32600}}""");
    }

    [Fact]
    public async Task JSON_that_nests_too_deep_is_refused() =>
        (await SendAsync(Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 10_000)}"), "identity")).Status.Should().Be(400);

    private Task<Reply> SendAsync(byte[] body, string encoding) =>
        world.AskAsync(
            "POST",
            "/api/route",
            change: request =>
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            }
        );

    private static byte[] Compress(string encoding, byte[] bytes)
    {
        using var target = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "gzip" or "x-gzip" => new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true),
                "br" => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true),
                "deflate" => new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true),
                "zstd" => new ZstdSharp.CompressionStream(target, leaveOpen: true),
                _ => new BufferedStream(target),
            }
        )
        {
            stream.Write(bytes);
            stream.Flush();
            return encoding == "identity" ? bytes : Closed(stream, target);
        }
    }

    private static byte[] Closed(Stream stream, MemoryStream target)
    {
        stream.Dispose();
        return target.ToArray();
    }
}
