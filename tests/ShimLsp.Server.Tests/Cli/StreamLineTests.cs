using System.Text;
using ShimLsp.Server.Cli.Demo.Upstream;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>The line on which a reply streams in: whatever a model says, it stays one line of the terminal.</summary>
public sealed class StreamLineTests
{
    [Theory]
    [InlineData(100, "    Hello| there|.", "Hello", " there", ".")]
    [InlineData(20, "    Hello| there, …", "Hello", " there, whoever you are", "never shown")]
    [InlineData(20, "    1234567890123|…", "", "1234567890123", "45", "6")]
    [InlineData(20, "    12345678901234|…", "12345678901234", "5")]
    [InlineData(20, "    ??[2J up?down", "\r\e[2J up\ndown")]
    public void Pieces_stand_side_by_side_until_the_line_is_full(int columns, string expected, params string[] pieces) =>
        Shown(columns, pieces.Select(piece => new ChatDelta(piece))).Should().Be(expected + "\n");

    [Fact]
    public void Thoughts_are_not_shown() =>
        Shown(100, [new(Reasoning: new("Hm.")), new("Hello"), new(Reasoning: new("So.")), new(" there")]).Should().Be("    Hello| there\n");

    [Fact]
    public void No_line_is_wider_than_the_terminal_wherever_its_pieces_end()
    {
        for (var first = 0; first < 40; first++)
        {
            for (var second = 0; second < 40; second++)
            {
                var line = Shown(30, [new(new string('a', first)), new(new string('b', second)), new("c")]);
                line.TrimEnd('\n').Length.Should().BeLessThanOrEqualTo(30, "its pieces are {0} and {1} long", first, second);
            }
        }
    }

    [Fact]
    public void A_call_of_a_tool_is_its_name_and_its_arguments() =>
        Shown(
                100,
                [
                    new(null, new(0, "call_1", "read_file", null)),
                    new(null, new(0, null, null, "{\"path\":")),
                    new(null, new(0, null, null, "\"a\"}")),
                ]
            )
            .Should()
            .Be("    read_file|{\"path\":|\"a\"}\n");

    private static string Shown(int columns, IEnumerable<ChatDelta> pieces)
    {
        using var output = new MemoryStream();
        using var terminal = new TerminalStreams
        {
            OpenInput = () => Stream.Null,
            OpenFrames = () => Stream.Null,
            OpenOutput = () => output,
            OpenError = () => Stream.Null,
            OpenReader = () => TextReader.Null,
            MeasureColumns = () => columns,
            OutputIsTerminal = true,
            IsPlain = true,
        };
        var line = new StreamLine(terminal);
        line.Begin();
        foreach (var piece in pieces)
        {
            line.Add(piece);
        }

        line.End();
        terminal.Flush();
        return Encoding.UTF8.GetString(output.ToArray()).ReplaceLineEndings("\n");
    }
}
