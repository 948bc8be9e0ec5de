using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>What a reply cost: a header if it is whole; behind the body if it is streamed over HTTP/2.</summary>
public sealed class CostTests
{
    private const string Cost = "x-shim-cost";
    private const string Pricing = ",\"pricing\":{\"input\":1,\"output\":5}";

    private static readonly string[] None = [];

    public static TheoryData<string, string, bool> Ways => WorkWorld.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_reply_says_what_it_cost(string client, string model, bool streams) =>
        (await CostsAsync(HttpVersion.Version20, client, model, streams, Pricing))
            .Should()
            .BeEquivalentTo(streams ? (None, ["0.0015"]) : (new[] { "0.0015" }, None));

    [Theory]
    //          HTTP, streams, pricing, the header
    [InlineData("1.1", false, Pricing, "0.0015")]
    [InlineData("1.1", true, Pricing, null)]
    [InlineData("2.0", false, "", null)] // the price is not known
    [InlineData("2.0", true, "", null)]
    public async Task Behind_the_body_it_says_nothing(string version, bool streams, string pricing, string? header) =>
        (await CostsAsync(Version.Parse(version), "chat", "messages", streams, pricing))
            .Should()
            .BeEquivalentTo((header is null ? None : [header], None));

    /// <summary>The values of the header, and of the one behind the body.</summary>
    private static async Task<(string[] Header, string[] Trailer)> CostsAsync(
        Version version,
        string client,
        string model,
        bool streams,
        string pricing
    )
    {
        await using var world = await WorkWorld.StartAsync(rowFields: pricing);
        world.Upstream["m-" + model].Answers(Answer.Says("Hi.").Takes(input: 1000, output: 100));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, world.Started.Url + WorkWorld.PathOf(client))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(WorkWorld.Body(client, model, streams), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", world.Started.Token);

        using var response = await http.SendAsync(request).WaitAsync(ShimClient.Limit);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return (ValuesIn(response.Headers), ValuesIn(response.TrailingHeaders));
    }

    private static string[] ValuesIn(HttpResponseHeaders headers) => headers.TryGetValues(Cost, out var values) ? [.. values] : [];
}
