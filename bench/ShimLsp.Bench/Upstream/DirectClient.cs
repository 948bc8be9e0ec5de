using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace ShimLsp.Bench.Upstream;

/// <summary>A program that calls the upstream directly, or the gateway before it. It parses nothing.</summary>
internal sealed class DirectClient : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Uri address;
    private readonly byte[] body;
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly SocketClient load;

    /// <summary>Makes one.</summary>
    /// <param name="address">What it calls.</param>
    /// <param name="body">What it asks.</param>
    /// <param name="headers">More headers, each a line without its end.</param>
    public DirectClient(Uri address, string body, params IReadOnlyList<string> headers)
    {
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            http.DefaultRequestHeaders.Add(header[..colon], header[(colon + 1)..].Trim());
        }

        this.address = address;
        this.body = Encoding.UTF8.GetBytes(body);
        load = new(address, body, headers);
    }

    /// <summary>The median time to a whole reply, in microseconds.</summary>
    /// <param name="count">How many calls.</param>
    public async Task<double> MedianWholeAsync(int count)
    {
        var ticks = new long[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await CallAsync();
            ticks[i] = Stopwatch.GetTimestamp() - started;
        }

        Array.Sort(ticks);
        return Stopwatch.GetElapsedTime(0, ticks[count / 2]).TotalMicroseconds;
    }

    /// <summary>The median time to the first byte of a streamed reply's body, in microseconds. The rest is read, untimed.</summary>
    /// <param name="count">How many calls.</param>
    public async Task<double> MedianFirstAsync(int count)
    {
        var ticks = new long[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await SendAsync(HttpCompletionOption.ResponseHeadersRead);
            await using var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadAtLeastAsync(buffer, 1);
            ticks[i] = Stopwatch.GetTimestamp() - started;
            while (await stream.ReadAsync(buffer) > 0) { }
        }

        Array.Sort(ticks);
        return Stopwatch.GetElapsedTime(0, ticks[count / 2]).TotalMicroseconds;
    }

    /// <summary>Makes calls, so many at a time.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inFlight">The most at a time.</param>
    /// <returns>The seconds that it took.</returns>
    public Task<double> RunAsync(int count, int inFlight) => Task.Run(() => load.Run(count, inFlight));

    public void Dispose()
    {
        http.Dispose();
        load.Dispose();
    }

    private async Task CallAsync()
    {
        using var response = await SendAsync(HttpCompletionOption.ResponseContentRead);
        response.EnsureSuccessStatusCode();
    }

    private Task<HttpResponseMessage> SendAsync(HttpCompletionOption option)
    {
        var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return http.SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = content }, option);
    }
}
