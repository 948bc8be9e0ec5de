using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Nobody asks for a compressed body, but some gateways send one.</summary>
public sealed class CompressedReplyTests
{
    private const string Refusal = """{"error":{"message":"Quota used up.","code":"insufficient_quota"}}""";

    public static TheoryData<ModelWire, bool> EveryWay => ReplyTests.EveryShape;

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_compressed_reply_is_read(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        foreach (var encoding in new[] { "gzip", "x-gzip", "GZIP", "deflate", "br", "identity" })
        {
            var body = ReplyGrammar.Write(wire, streams, [new(["Hello ", "there."], null), new(["{}"], "list")], signs: streams);
            world.Mock["m"].Answers(Sends(encoding, Encoding.UTF8.GetBytes(body), streams).InWritesOf(3));
            var (reply, _) = await world.AskAsync(world.Model(wire), streams);
            reply.Text.ToString().Should().Be("Hello there.", encoding);
            reply.ToolCalls.Should().ContainSingle(encoding);
        }

        world.Mock.Requests.Should().OnlyContain(request => request.Header("Accept-Encoding") == null);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_refusal_says_what_it_is_about(string encoding)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Sends(encoding, Encoding.UTF8.GetBytes(Refusal), streams: false) with { Status = 429 });
        (await world.FailAsync(world.Model(ModelProvider.OpenAI), streams: true)).Message.Should().StartWith("Out of credit (429).");
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task An_encoding_that_nobody_here_knows_is_reported_as_one(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        foreach (var encoding in new[] { "zstd", "gzip, br", "sk-canary" })
        {
            var body = Encoding.UTF8.GetBytes(Refusal);
            world.Mock["m"].Answers(Sends(encoding, body, streams), Sends(encoding, body, streams) with { Status = 429 });
            (await world.FailAsync(world.Model(wire), streams))
                .Message.Should()
                .Be("The reply is compressed in an unknown way. Turn compression off at the endpoint.");
            (await world.FailAsync(world.Model(wire), streams)).Message.Should().StartWith("Rate limited (429).");
        }
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("gzip", false)]
    [InlineData("deflate", true)]
    [InlineData("deflate", false)]
    [InlineData("br", true)]
    [InlineData("br", false)]
    public async Task What_cannot_be_decompressed_is_a_broken_reply(string encoding, bool streams)
    {
        await using var world = await World.StartAsync();
        var whole = Compressed(encoding, Encoding.UTF8.GetBytes(ReplyGrammar.Write(ModelWire.Chat, streams, [new(["Hi"], null)], false)));
        var damaged = whole.ToArray();
        Array.Fill(damaged, (byte)0xFF, 4, damaged.Length - 4);
        world.Mock["m"].Answers(Sends(encoding, damaged, streams, isCompressed: true));
        (await world.FailAsync(world.Model(ModelProvider.OpenAI), streams))
            .Message.Should()
            .StartWith("Connection lost, so the reply ended early.");

        world.Mock["m"].Answers(Sends(encoding, whole[..(whole.Length / 2)], streams, isCompressed: true));
        await world.FailAsync(world.Model(ModelProvider.OpenAI), streams);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task What_is_cut_after_the_model_said_why_it_ended_is_whole(string encoding)
    {
        await using var world = await World.StartAsync();
        const string Said = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";
        var whole = Compressed(encoding, Encoding.UTF8.GetBytes(Said), Encoding.UTF8.GetBytes("data: [DONE]\n\n"));
        var beginning = Compressed(encoding, Encoding.UTF8.GetBytes(Said)).Length;
        world.Mock["m"].Answers(Sends(encoding, whole[..beginning], streams: true, isCompressed: true));
        var (reply, _) = await world.AskAsync(world.Model(ModelProvider.OpenAI), streams: true);
        reply.Text.ToString().Should().Be("Hi");
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_small_body_that_holds_a_huge_one_is_not_read_to_its_end(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync(new CallLimits { MostReplyBytes = 1024 * 1024 });
        foreach (var encoding in new[] { "gzip", "deflate", "br" })
        {
            var body = new byte[2 * 1024 * 1024];
            Array.Fill(body, (byte)' ');
            Compressed(encoding, body).Length.Should().BeLessThan(10_000);
            world.Mock["m"].Answers(Sends(encoding, body, streams));
            (await world.FailAsync(world.Model(wire), streams)).Message.Should().StartWith("The reply is too long to read.", encoding);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_piece_of_a_compressed_stream_comes_as_soon_as_it_is_there(string encoding)
    {
        await using var world = await World.StartAsync();
        // Half of it is sent: the piece, and some of what cannot be compressed.
        var noise = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(1024));
        var body = Compressed(
            encoding,
            Encoding.UTF8.GetBytes("data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n"),
            Encoding.UTF8.GetBytes($": {noise}\n\n")
        );
        world.Mock["m"].Answers(Sends(encoding, body, streams: true, isCompressed: true).HangsAfter(0));
        await using var pieces = world
            .Chat()
            .AskAsync(world.Model(ModelProvider.OpenAI), true, CancellationToken.None)
            .GetAsyncEnumerator();

        (await pieces.MoveNextAsync().AsTask().WaitAsync(Support.ShimClient.Limit)).Should().BeTrue();
        pieces.Current.Should().Be(new ChatEvent.Text("Hi"));
    }

    private static Answer Sends(string encoding, byte[] body, bool streams, bool isCompressed = false) =>
        new Answer
        {
            Body = MockBody.Of(
                streams ? "text/event-stream" : "application/json",
                ImmutableCollectionsMarshal.AsImmutableArray(isCompressed ? body : Compressed(encoding, body))
            ),
        }.WithHeader("Content-Encoding", encoding);

    /// <summary>Parts, each complete before the next begins.</summary>
    private static byte[] Compressed(string encoding, params byte[][] parts)
    {
        using var output = new MemoryStream();
        using (var compressing = Compressing(encoding, output))
        {
            foreach (var part in parts)
            {
                (compressing ?? output).Write(part);
                compressing?.Flush();
            }
        }

        return output.ToArray();
    }

    private static Stream? Compressing(string encoding, MemoryStream output) =>
        encoding switch
        {
            "gzip" or "x-gzip" or "GZIP" => new GZipStream(output, CompressionLevel.SmallestSize, leaveOpen: true),
            "deflate" => new ZLibStream(output, CompressionLevel.SmallestSize, leaveOpen: true),
            "br" => new BrotliStream(output, CompressionLevel.SmallestSize, leaveOpen: true),
            _ => null,
        };
}
