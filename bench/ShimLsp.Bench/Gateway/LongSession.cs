using System.Globalization;
using System.Text;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway;

/// <summary>The request of a long session: much text back and forth, and images, which are most of its bytes.</summary>
internal static class LongSession
{
    private const int Images = 8;
    private const int Turns = 60;

    /// <summary>A request of chat completions.</summary>
    /// <param name="bytes">About how long it is.</param>
    public static string Of(int bytes)
    {
        var random = new Random(1);
        var text = UpstreamBench.Text;
        var image = new byte[(bytes - (2 * Turns * text.Length)) / Images / 4 * 3];
        var body = new StringBuilder($$"""{"model":"{{MockProcess.Brief}}","max_tokens":1000,"messages":[""");
        for (var turn = 0; turn < Turns; turn++)
        {
            body.Append(CultureInfo.InvariantCulture, $$"""{"role":"user","content":[{"type":"text","text":"{{turn}} {{text}}"}""");
            if (turn % (Turns / Images) == 0 && turn / (Turns / Images) < Images)
            {
                random.NextBytes(image);
                body.Append(",{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,")
                    .Append(Convert.ToBase64String(image))
                    .Append("\"}}");
            }

            body.Append(CultureInfo.InvariantCulture, $$"""]},{"role":"assistant","content":"{{turn}} {{text}}"},""");
        }

        return body.Append($$"""{"role":"user","content":"{{text}}"}]}""").ToString();
    }
}
