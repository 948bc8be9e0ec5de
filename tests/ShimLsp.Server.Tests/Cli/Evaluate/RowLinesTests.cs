using System.Collections.Immutable;
using System.Text;
using CsCheck;
using ShimLsp.Server.Cli.Evaluate;

namespace ShimLsp.Server.Tests.Cli.Evaluate;

/// <summary>Lines one after the other, however the bytes come.</summary>
public sealed class RowLinesTests
{
    private static readonly ImmutableArray<string> Parts = ["a", "bc", "\n", "\r\n", " ", "\n\n", new('x', 300)];

    [Fact]
    public void They_are_what_splitting_the_whole_gives() =>
        Gen.Select(Gen.Int[0, Parts.Length - 1].Select(at => Parts[at]).Array[0, 30], Gen.Int[1, 400])
            .Sample(
                (parts, atOnce) =>
                {
                    var text = string.Concat(parts);
                    var expected = text.Split('\n')
                        .Select((line, at) => (Number: at + 1, Text: line))
                        .Where(line => line.Text.Trim().Length > 0);
                    Read(text, atOnce, mostBytes: 100_000).Should().Equal(expected);
                }
            );

    [Fact]
    public void A_line_longer_than_the_buffer_is_whole()
    {
        var line = new string('x', 1_000_000);
        Read($"a\n{line}\nb", atOnce: 4096, mostBytes: 2_000_000).Select(read => read.Text.Length).Should().Equal(1, 1_000_000, 1);
    }

    [Theory]
    [InlineData("abcd", null)]
    [InlineData("abcde", 1)]
    [InlineData("a\nabcde\nb", 2)]
    public void One_that_is_too_long_ends_it(string text, int? tooLong)
    {
        var lines = new RowLines(new Trickle(text, 1), mostBytes: 4);
        _ = lines.Read().Count();
        lines.TooLong.Should().Be(tooLong);
    }

    [Fact]
    public void Those_that_are_too_long_are_passed_over_if_asked() =>
        Gen.Select(Gen.Int[0, Parts.Length - 1].Select(at => Parts[at]).Array[0, 30], Gen.Int[1, 400], Gen.Int[1, 700])
            .Sample(
                (parts, atOnce, most) =>
                {
                    var text = string.Concat(parts);
                    var whole = text.Split('\n').Select((line, at) => (Number: at + 1, Text: line)).ToArray();
                    var lines = new RowLines(new Trickle(text, atOnce), most, passesOver: true);
                    lines
                        .Read()
                        .Select(line => (line.Number, Encoding.UTF8.GetString(line.Bytes.Span)))
                        .Should()
                        .Equal(whole.Where(line => line.Text.Trim().Length > 0 && line.Text.Length <= most));
                    lines.PassedOver.Should().Be(whole.Count(line => line.Text.Length > most));
                }
            );

    private static List<(int Number, string Text)> Read(string text, int atOnce, int mostBytes) =>
        [
            .. new RowLines(new Trickle(text, atOnce), mostBytes)
                .Read()
                .Select(line => (line.Number, Encoding.UTF8.GetString(line.Bytes.Span))),
        ];

    /// <summary>A pipe that gives a few bytes at a time.</summary>
    private sealed class Trickle(string text, int atOnce) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atOnce));
    }
}
