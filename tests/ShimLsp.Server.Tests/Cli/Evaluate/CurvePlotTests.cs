using System.Globalization;
using System.Xml.Linq;

namespace ShimLsp.Server.Tests.Cli.Evaluate;

/// <summary>The curves as a picture.</summary>
public sealed class CurvePlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task It_has_a_curve_and_a_dot_for_each_bench_and_for_all_a_diagonal_and_words_on_both_axes()
    {
        using var person = new Person();
        var picture = await Draw(person, Rows.Example());
        picture.Elements(Svg + "polyline").Should().HaveCount(3);
        picture.Elements(Svg + "circle").Should().HaveCount(4, "one a curve and one in the legend");
        picture
            .Elements(Svg + "line")
            .Count(line => (string)line.Attribute("class")! == "random")
            .Should()
            .Be(2, "the diagonal, and its line in the legend");
        var words = picture.Elements(Svg + "text").Select(text => text.Value).ToArray();
        words
            .Should()
            .Contain([
                "Cost and quality: stdin",
                "Share of the tasks that go to the strong model",
                "Share of the quality gap recovered",
                "everyday",
                "deep",
                "all together",
                "at the threshold 0.70",
                "20 %",
            ]);
        words.Should().Contain(text => text.StartsWith("APGR 0.", StringComparison.Ordinal));
        picture.Element(Svg + "title")!.Value.Should().Be("Cost and quality of stdin");
        picture.Element(Svg + "style")!.Value.Should().Contain("prefers-color-scheme: dark");
    }

    [Fact]
    public async Task Everything_lies_inside_the_picture_even_where_a_curve_leaves_0_to_100_percent()
    {
        using var person = new Person();
        var rows = Enumerable
            .Range(0, 30)
            .Select(at =>
                Rows.Of(
                    $"\"{new string('x', at * 50)} task {at}\"",
                    at % 2 == 0 ? "0" : "1",
                    at % 2 == 0 ? "1"
                        : at < 29 ? "0"
                        : "1"
                )
            );
        var picture = await Draw(person, string.Concat(rows));
        var points = picture
            .Elements(Svg + "polyline")
            .SelectMany(line => ((string)line.Attribute("points")!).Split(' '))
            .Select(point => point.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray());
        points.Should().OnlyContain(point => point[0] >= 88 && point[0] <= 620 && point[1] >= 76 && point[1] <= 490);
    }

    [Theory]
    [InlineData("\"<script>alert('x')</script> & ]]> \\\"\"")]
    [InlineData("\"\\u0000\\u001b[31m\\ud800\\uffff\\u202e\"")]
    [InlineData("\"a name that is far too long to stand beside a curve in any picture of this width\"")]
    public async Task Any_name_is_only_ever_a_text(string bench)
    {
        using var person = new Person();
        var picture = await Draw(person, Rows.Of(more: $",\"bench\": {bench}") + Rows.Of(more: ",\"bench\": \"b\""));
        picture
            .Descendants()
            .Select(element => element.Name.LocalName)
            .Distinct()
            .Should()
            .BeSubsetOf(["svg", "title", "style", "rect", "line", "text", "polyline", "circle"]);
        picture.Elements(Svg + "text").Should().OnlyContain(text => text.Value.Length <= 80);
    }

    [Fact]
    public async Task Where_no_bench_has_a_gap_it_says_so_and_draws_none()
    {
        using var person = new Person();
        var picture = await Draw(person, Rows.Of(weak: "1"));
        picture.Elements(Svg + "polyline").Should().BeEmpty();
        picture.Elements(Svg + "text").Select(text => text.Value).Should().Contain("1 bench is not drawn");
    }

    [Fact]
    public async Task Of_many_benches_the_first_are_drawn()
    {
        using var person = new Person();
        var picture = await Draw(person, string.Concat(Enumerable.Range(0, 30).Select(at => Rows.Of(more: $",\"bench\": {at}"))));
        picture.Elements(Svg + "polyline").Should().HaveCount(9);
        picture.Elements(Svg + "text").Select(text => text.Value).Should().Contain("22 benches are not drawn");
    }

    private static async Task<XElement> Draw(Person person, string rows)
    {
        var run = await person.Run(["evaluate", "-", "--svg", "curves.svg", "--resamples", "20"], rows);
        run.ExitCode.Should().Be(0, run.Error);
        return XDocument.Load(Path.Combine(person.Workspace, "curves.svg")).Root!;
    }
}
