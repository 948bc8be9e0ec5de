using System.Globalization;
using System.Text;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>Writes an SVG image, with every text and attribute escaped and every number as SVG has it.</summary>
internal sealed class Svg
{
    private readonly StringBuilder text = new();

    /// <summary>Begins an image.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="title">What it shows, for who cannot see it.</param>
    /// <param name="style">Its style sheet.</param>
    public Svg(int width, int height, string title, string style)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">"""
        );
        text.Append('\n').Append("<title>").Append(Escaped(title)).Append("</title>\n<style>\n").Append(style).Append("\n</style>\n");
    }

    public void Rectangle(double x, double y, double width, double height, string style) =>
        text.Append(
                CultureInfo.InvariantCulture,
                $"""<rect x="{x:0.##}" y="{y:0.##}" width="{width:0.##}" height="{height:0.##}" class="{style}"/>"""
            )
            .Append('\n');

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        text.Append(
                CultureInfo.InvariantCulture,
                $"""<line x1="{x1:0.##}" y1="{y1:0.##}" x2="{x2:0.##}" y2="{y2:0.##}" class="{style}"/>"""
            )
            .Append('\n');

    public void Circle(double x, double y, double radius, string style) =>
        text.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x:0.##}" cy="{y:0.##}" r="{radius:0.##}" class="{style}"/>""")
            .Append('\n');

    public void Path(IEnumerable<(double X, double Y)> points, string style)
    {
        text.Append("<polyline points=\"");
        text.AppendJoin(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.##}")));
        text.Append(CultureInfo.InvariantCulture, $"\" class=\"{style}\"/>\n");
    }

    /// <summary>Writes a text.</summary>
    /// <param name="x">Where its anchor is.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="words">The text.</param>
    /// <param name="style">Its classes.</param>
    /// <param name="turned">Whether it runs upwards.</param>
    public void Text(double x, double y, string words, string style, bool turned = false)
    {
        var turn = turned ? string.Create(CultureInfo.InvariantCulture, $""" transform="rotate(-90 {x:0.##} {y:0.##})" """) : "";
        text.Append(CultureInfo.InvariantCulture, $"""<text x="{x:0.##}" y="{y:0.##}" class="{style}"{turn}>{Escaped(words)}</text>""")
            .Append('\n');
    }

    /// <summary>The whole image.</summary>
    public override string ToString() => $"{text}</svg>\n";

    // XML has no way to write most control characters, of which a terminal's rules leave none, nor two that are no characters at all.
    private static string Escaped(string words)
    {
        var escaped = new StringBuilder();
        foreach (var rune in Shown.Line(words).EnumerateRunes())
        {
            escaped.Append(
                rune.Value switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '"' => "&quot;",
                    0xFFFE or 0xFFFF => "?",
                    _ => rune.ToString(),
                }
            );
        }

        return escaped.ToString();
    }
}
