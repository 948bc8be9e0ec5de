using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// A conversation written down. Each line is one of
/// <c>&gt; {message}</c>: said, <c>jsonrpc</c> added;
/// <c>&gt;&gt; text</c>: said as it stands, with \r, \n and \x00 escapes, in no frame;
/// <c>@initialize</c>: an editor that can nothing says <c>initialize</c>, id 1, and hears the answer;
/// <c>&lt; {message}</c>: must be heard, members may be left out of it. An answer is known by its id, anything else by its content.
/// </summary>
internal static class Transcript
{
    private const string Initialize = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}
        """;

    public static async Task FollowAsync(this ShimClient client, string transcript)
    {
        foreach (var line in transcript.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(">> ", StringComparison.Ordinal))
            {
                await client.SendRawAsync(Unescape(line[3..]));
            }
            else if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                await client.SendAsync("{\"jsonrpc\":\"2.0\"," + line[2..].TrimStart('{', ' '));
            }
            else if (line.StartsWith("< ", StringComparison.Ordinal))
            {
                await ExpectAsync(client, line[2..]);
            }
            else if (line == "@initialize")
            {
                await client.SendAsync(Initialize);
                await ExpectAsync(client, """{"id":1,"result":{}}""");
            }
            else
            {
                throw new FormatException($"No line of a transcript: {line}");
            }
        }
    }

    private static async Task ExpectAsync(ShimClient client, string expected)
    {
        var wanted = JsonElement.Parse(expected);
        if (wanted.TryGetProperty("id", out var id) && id.ValueKind != JsonValueKind.Null && !wanted.TryGetProperty("method", out _))
        {
            var answer = await client.HearAsync(message => message.At("id").Covers(id) && message.Text("method") is null, expected);
            answer.ShouldCover(expected);
        }
        else
        {
            await client.HearAsync(message => message.Covers(wanted), expected);
        }
    }

    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[i + 1] is 'r' or 'n')
            {
                bytes.Add((byte)(text[++i] == 'r' ? '\r' : '\n'));
            }
            else if (text[i] == '\\' && text[i + 1] == 'x')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 3;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
            }
        }

        return [.. bytes];
    }
}
