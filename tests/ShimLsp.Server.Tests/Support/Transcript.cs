using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// A conversation written down. A line that begins with a space continues the line before it. Each line is one of these:
/// <c>&gt; {message}</c> sends the message and adds <c>jsonrpc</c>.
/// <c>&gt;&gt; text</c> sends the text as it is, without a frame. It may contain the escapes \r, \n and \x00.
/// <c>@initialize</c> sends <c>initialize</c> with id 1, as an editor without any capability, and waits for the answer.
/// <c>&lt; {message}</c> waits for a message that has at least these members. An answer is found by its id, other messages by content.
/// </summary>
internal static class Transcript
{
    private const string Initialize = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}
        """;

    public static async Task FollowAsync(this ShimClient client, string transcript)
    {
        foreach (var line in transcript.Unfolded().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
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
                throw new FormatException($"Not a line of a transcript: {line}");
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
