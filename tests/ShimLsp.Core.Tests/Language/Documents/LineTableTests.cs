using System.Text;
using CsCheck;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Language.Documents;

public class LineTableTests
{
    private static readonly string[] Pieces = ["a", "bc", "\n", "\r\n", "\r", "é", "🙂", "e\u0301", "\u2028", "\t", " "];

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1]
        .Array[0, 60]
        .Select(pieces => string.Concat(pieces.Select(at => Pieces[at])));

    [Theory]
    [InlineData("", 0, 0, 0, 0)]
    [InlineData("ab", 2, 0, 2, 2)]
    [InlineData("ab\n", 3, 1, 0, 0)]
    [InlineData("ab\r\nc", 4, 1, 0, 0)]
    [InlineData("ab\rc", 3, 1, 0, 0)]
    [InlineData("ab\n\rc", 4, 2, 0, 0)]
    [InlineData("é🙂x", 6, 0, 3, 6)]
    [InlineData("\n🙂🙂", 5, 1, 2, 4)]
    public void An_offset_has_a_line_and_a_column(string text, int offset, int line, int utf16, int utf8)
    {
        var table = Of(text);

        table.PositionOf(offset).Should().Be(new TextPosition(line, utf16));
        table.PositionOf(offset, PositionEncoding.Utf8).Should().Be(new TextPosition(line, utf8));
        table.OffsetOf(new(line, utf16)).Should().Be(offset);
        table.OffsetOf(new(line, utf8), PositionEncoding.Utf8).Should().Be(offset);
    }

    [Theory]
    [InlineData("ab\ncd", 0, 99, 2)]
    [InlineData("ab\r\ncd", 0, 3, 2)]
    [InlineData("ab\ncd", 99, 0, 5)]
    [InlineData("ab\ncd", 1, int.MaxValue, 5)]
    [InlineData("ab\ncd", -1, 1, 0)]
    [InlineData("ab\ncd", 1, -1, 3)]
    [InlineData("é🙂x", 0, 2, 2)] // in the middle of a surrogate pair
    public void What_is_out_of_range_means_the_nearest_place(string text, int line, int column, int offset) =>
        Of(text).OffsetOf(new(line, column)).Should().Be(offset);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    [InlineData(-1, 0)]
    [InlineData(99, 7)]
    public void An_offset_inside_a_character_means_its_start(int offset, int start)
    {
        var table = Of("é🙂x");

        table.PositionOf(offset, PositionEncoding.Utf8).Column.Should().Be(start);
        table.OffsetOf(new(0, offset), PositionEncoding.Utf8).Should().Be(start);
    }

    [Fact]
    public void The_middle_of_a_line_break_is_the_end_of_its_line() => Of("ab\r\nc").PositionOf(3).Should().Be(new TextPosition(0, 2));

    [Fact]
    public void Every_place_of_every_text_comes_back() => Text.Sample(Check, iter: 5_000);

    [Fact]
    public void A_long_line_is_measured_in_steps()
    {
        var text = string.Concat(Enumerable.Repeat("aé🙂", 500));
        var table = Of(text);

        for (var column = 0; column <= text.Length; column++)
        {
            var start = column > 0 && column < text.Length && char.IsLowSurrogate(text[column]) ? column - 1 : column;
            table.OffsetOf(new(0, column)).Should().Be(Encoding.UTF8.GetByteCount(text.AsSpan(0, start)));
        }
    }

    [Fact]
    public void Any_bytes_have_places_inside_them() =>
        Gen.Select(Gen.Byte.Array[0, 50], Gen.Int[-2, 60], Gen.Int[-2, 60])
            .Sample(
                (bytes, one, other) =>
                {
                    var table = new LineTable(bytes);
                    foreach (var encoding in Enum.GetValues<PositionEncoding>())
                    {
                        Assert.InRange(table.OffsetOf(new(one, other), encoding), 0, bytes.Length);
                        var place = table.PositionOf(one, encoding);
                        Assert.InRange(place.Line, 0, table.Count - 1);
                        Assert.InRange(place.Column, 0, bytes.Length);
                    }
                },
                iter: 20_000
            );

    private static void Check(string text)
    {
        var table = Of(text);
        var expected = new TextPosition();
        for (var (at, offset) = (0, 0); ; )
        {
            var isInBreak = at > 0 && at < text.Length && text[at - 1] == '\r' && text[at] == '\n';
            if (!isInBreak)
            {
                Assert.Equal(expected, table.PositionOf(offset));
                Assert.Equal(offset, table.OffsetOf(expected));
                Assert.Equal(offset, table.OffsetOf(table.PositionOf(offset, PositionEncoding.Utf8), PositionEncoding.Utf8));
            }

            if (at == text.Length)
            {
                Assert.Equal(expected.Line + 1, table.Count);
                return;
            }

            var length = char.IsHighSurrogate(text[at]) ? 2 : 1;
            var endsLine = text[at] is '\n' || (text[at] is '\r' && !(at + 1 < text.Length && text[at + 1] is '\n'));
            expected = endsLine ? new(expected.Line + 1, 0) : expected with { Column = expected.Column + length };
            offset += Encoding.UTF8.GetByteCount(text.AsSpan(at, length));
            at += length;
        }
    }

    private static LineTable Of(string text) => new(Encoding.UTF8.GetBytes(text));
}
