using System.Net;
using System.Text;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Upstream;

/// <summary>Asks a mock with nothing but an HttpClient, in any shape.</summary>
internal sealed class MockClient(MockUpstream upstream, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly HttpClient http = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The path of a shape: <c>openai</c>, <c>responses</c> or <c>anthropic</c>.</summary>
    public static string PathOf(string shape) =>
        shape switch
        {
            "openai" => "/v1/chat/completions",
            "responses" => "/v1/responses",
            _ => "/v1/messages",
        };

    /// <summary>Asks, and returns as soon as the headers are here.</summary>
    public Task<HttpResponseMessage> AskAsync(
        string shape,
        string model = "m",
        bool stream = false,
        string rest = "",
        CancellationToken cancellationToken = default
    )
    {
        var body = $$"""{"messages":[{"role":"user","content":"Hi"}],"model":"{{model}}"{{(stream ? ",\"stream\":true" : "")}}{{rest}}}""";
        var request = new HttpRequestMessage(HttpMethod.Post, upstream.Origin + PathOf(shape))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Add("Authorization", "Bearer key-one");
        request.Headers.Add("x-api-key", "key-two");
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Asks, and returns the whole body.</summary>
    public async Task<string> ReadAsync(string shape, string model = "m", bool stream = false, string rest = "")
    {
        using var response = await AskAsync(shape, model, stream, rest);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Asks, and returns as much of the body as comes.</summary>
    public async Task<(string Body, bool IsBroken)> ReadWhatComesAsync(string shape, string model = "m", bool stream = false)
    {
        var body = new MemoryStream();
        try
        {
            using var response = await AskAsync(shape, model, stream);
            await (await response.Content.ReadAsStreamAsync()).CopyToAsync(body);
            return (Encoding.UTF8.GetString(body.ToArray()), false);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return (Encoding.UTF8.GetString(body.ToArray()), true);
        }
    }

    public void Dispose() => http.Dispose();
}
