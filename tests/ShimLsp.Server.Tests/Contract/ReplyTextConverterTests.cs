using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Tests.Contract;

/// <summary>A reply's text on the wire is the JSON string that it would be as one string.</summary>
public sealed class ReplyTextConverterTests
{
    [Fact]
    public void A_text_in_pieces_is_written_as_one_string()
    {
        string[] words = ["a", "é", "€", "😀", "\n", "\"", "\\", "<b>", "\u0001", "a longer piece of plain text "];
        Gen.Select(Gen.Int[0, words.Length - 1].Select(at => words[at]).Array[0, 30], Gen.Int[1, 400])
            .Sample(
                (pieces, repeats) =>
                {
                    var text = string.Concat(Enumerable.Repeat(string.Concat(pieces), repeats));
                    var builder = new ReplyTextBuilder();
                    foreach (var piece in Enumerable.Repeat(string.Concat(pieces), repeats))
                    {
                        builder.Append(piece);
                    }

                    var json = JsonSerializer.Serialize(builder.Build(), WireJson.Default.ReplyText);

                    json.Should().Be(JsonSerializer.Serialize(text, WireJson.Default.String));
                    JsonSerializer.Deserialize(json, WireJson.Default.ReplyText)!.ToString().Should().Be(text);
                    builder.Length.Should().Be(Encoding.UTF8.GetByteCount(text));
                },
                iter: 50
            );
    }

    [Theory]
    [InlineData("a")]
    [InlineData("😀")] // a piece may end between its bytes
    [InlineData("\n")]
    public void A_long_text_is_written_without_a_copy_of_it(string word)
    {
        const int Mebibyte = 1024 * 1024;
        var builder = new ReplyTextBuilder();
        builder.Append(string.Concat(Enumerable.Repeat(word, 8 * Mebibyte / Encoding.UTF8.GetByteCount(word))));
        var text = builder.Build();
        Write(text, new Sink());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var sink = new Sink();
        Write(text, sink);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Mebibyte);
        sink.Count.Should().BeGreaterThan(8 * Mebibyte);
    }

    private static void Write(ReplyText text, Sink sink)
    {
        using var writer = new Utf8JsonWriter(sink);
        JsonSerializer.Serialize(writer, text, WireJson.Default.ReplyText);
    }

    /// <summary>Takes what is written, and keeps only how much it was.</summary>
    private sealed class Sink : IBufferWriter<byte>
    {
        private byte[] room = new byte[64 * 1024];

        public long Count { get; private set; }

        public void Advance(int count) => Count += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => room = room.Length < sizeHint ? new byte[sizeHint] : room;

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
