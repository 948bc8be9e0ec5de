using System.Net.ServerSentEvents;
using System.Text;
using CsCheck;
using ShimLsp.Server.Providers.Replies;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>How a body is cut into events: as the runtime's own parser cuts it, which copies and keeps what it reads.</summary>
public sealed class ServerSentEventsTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "a|b")]
    [InlineData("data:a\r\n\r\ndata:b\r\rdata:c\n\r\n", "a|b|c")]
    [InlineData("data: a\r\ndata: b\r\n\r\n", "a\nb")]
    [InlineData("data: a\ndata: b\ndata\ndata:  c\n\n", "a\nb\n\n c")]
    [InlineData(": alive\n\nevent: x\nid: 1\nretry: 5\ndata: a\n\n", "a")]
    [InlineData("datax: a\ndata : b\n\ndata: c\n\n", "c")]
    [InlineData("\n\n\uFEFFdata: a\n\ndata: b\n\n", "b")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData("data: a\n\ndata: b\n", "a")]
    [InlineData("data: a\n\ndata: b", "a")]
    [InlineData("", "")]
    public async Task A_body_is_cut_into_events(string body, string events)
    {
        for (var size = 1; size <= body.Length + 1; size++)
        {
            string.Join('|', await CutAsync(Encoding.UTF8.GetBytes(body), [size])).Should().Be(events, "in packets of {0} bytes", size);
        }
    }

    [Fact]
    public async Task It_cuts_as_the_runtimes_parser_does_however_the_network_splits_the_body()
    {
        string[] words =
        [
            "data: ",
            "data:",
            "data",
            "event: x",
            ":",
            "x",
            "é",
            "\uFEFF",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\n",
            "\n\n",
            " ",
            "id: 1",
        ];
        await Gen.Select(Gen.Int[0, words.Length - 1].Select(at => words[at]).Array[0, 60], Gen.Int[1, 30].Array[1, 6], Gen.Int[1, 100])
            .SampleAsync(
                async (body, sizes, repeats) =>
                {
                    // Some larger than the first buffer.
                    var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(string.Concat(body), repeats * repeats / 10)));
                    var theirs = SseParser.Create(new MemoryStream(bytes)).Enumerate().Select(item => item.Data);
                    (await CutAsync(bytes, [.. sizes.Select(size => size * size * size)])).Should().Equal(theirs);
                },
                iter: 300
            );
    }

    private static async Task<List<string>> CutAsync(byte[] body, int[] sizes)
    {
        using var events = new ServerSentEvents(new PacketStream(body, sizes), body.Length);
        List<string> cut = [];
        while (await events.NextAsync(CancellationToken.None) is { } data)
        {
            cut.Add(Encoding.UTF8.GetString(data.Span));
        }

        return cut;
    }
}
