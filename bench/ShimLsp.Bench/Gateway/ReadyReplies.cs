using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ShimLsp.Bench.Upstream;
using ShimLsp.Mock;

namespace ShimLsp.Bench.Gateway;

/// <summary>The replies of a short script, as bytes: whole and streamed, in both formats.</summary>
/// <param name="chat">Of chat completions, whole and streamed.</param>
/// <param name="messages">Of Messages, whole and streamed.</param>
internal sealed class ReadyReplies((byte[] Whole, byte[] Streamed) chat, (byte[] Whole, byte[] Streamed) messages)
{
    /// <summary>Records them from the mock.</summary>
    public static async Task<ReadyReplies> RecordAsync()
    {
        await using var mock = await MockUpstream.StartAsync(new() { Records = false });
        mock[MockProcess.Brief].Answers(MockProcess.BriefAnswer);
        using var http = new HttpClient { BaseAddress = new(mock.Origin) };
        return new(await BothAsync(GatewayBench.Chat), await BothAsync("/v1/messages"));

        async Task<(byte[], byte[])> BothAsync(string path) => (await ReplyAsync(path, false), await ReplyAsync(path, true));

        async Task<byte[]> ReplyAsync(string path, bool streams)
        {
            using var content = new StringContent(UpstreamBench.Body(streams), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
            var body = await response.Content.ReadAsByteArrayAsync();
            var head = $"HTTP/1.1 200 OK\r\nContent-Type: {response.Content.Headers.ContentType}\r\n";
            return streams
                ? Bytes($"{head}Transfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n", body, "\r\n0\r\n\r\n")
                : Bytes(string.Create(CultureInfo.InvariantCulture, $"{head}Content-Length: {body.Length}\r\n\r\n"), body, "");
        }
    }

    /// <summary>The reply to a request.</summary>
    /// <param name="request">The request.</param>
    public byte[] To(ReadOnlySpan<byte> request)
    {
        var (whole, streamed) = request[..request.IndexOf((byte)'\r')].IndexOf("/messages"u8) >= 0 ? messages : chat;
        return request.IndexOf("\"stream\":true"u8) >= 0 || request.IndexOf("\"stream\": true"u8) >= 0 ? streamed : whole; // Python's blank
    }

    private static byte[] Bytes(string before, byte[] body, string after) =>
        [.. Encoding.Latin1.GetBytes(before), .. body, .. Encoding.Latin1.GetBytes(after)];
}
