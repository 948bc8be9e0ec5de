using System.Net;
using System.Text;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Cli;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Operations;

/// <summary>Two hundred clients at once against a gateway that is a process. What they spent is counted at the upstream.</summary>
public sealed class BudgetRaceTests : IDisposable
{
    private const int Clients = 200;
    private const double Daily = 10.5;

    /// <summary>100 tokens at a cent; the input costs nothing.</summary>
    private const double Estimate = 1;

    private static readonly Uri Path = new("/v1/chat/completions", UriKind.Relative);

    private readonly Person person = new();

    public void Dispose() => person.Dispose();

    [LinuxTheory]
    [InlineData(100)] // as much as was reserved
    [InlineData(30)] // the rest comes back, so that more calls fit in
    public async Task They_do_not_overrun_the_budget_by_more_than_one_calls_estimate(int output)
    {
        await using var upstream = await MockUpstream.StartAsync();
        upstream["m"].Answers(Answer.Says("Done.").Takes(input: 5, output));
        person.Write(
            "config/shim-lsp/models.json",
            $$"""
            {
              "models": [{ "slug": "m", "model": "m", "provider": "generic-chat-completion-api", "base_url": "{{upstream.BaseUrl}}",
                           "max_output_tokens": 100, "pricing": { "input": 0, "output": 10000 } }],
              "gateway": { "max_in_flight": 300 },
              "budget": { "daily": {{Daily.ToString(System.Globalization.CultureInfo.InvariantCulture)}}, "soft": 1 }
            }
            """
        );
        using var process = person.Start("gateway", "--port", "0", "--json");
        using var client = (await process.StartedAsync()).Connect();

        var ends = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => AskUntilItEndsAsync(client)));

        var spent = upstream["m"].Received * output * 0.01;
        spent.Should().BeInRange(Daily, Daily + Estimate, "it is used up, and not much more");
        ends.Count(end => end == HttpStatusCode.OK).Should().Be(upstream["m"].Received);
        ends.Should().OnlyContain(end => end == HttpStatusCode.OK || end == HttpStatusCode.PaymentRequired);
        await person.Run(["gateway", "stop"]);
    }

    // A client that is asked to wait asks again at once: that is harder on the gateway.
    private static async Task<HttpStatusCode> AskUntilItEndsAsync(HttpClient client)
    {
        while (true)
        {
            using var body = new StringContent(
                """{"model":"m","messages":[{"role":"user","content":"Hi."}]}""",
                Encoding.UTF8,
                "application/json"
            );
            using var response = await client.PostAsync(Path, body).WaitAsync(ShimClient.Limit);
            if (response.StatusCode is not HttpStatusCode.TooManyRequests)
            {
                return response.StatusCode;
            }
        }
    }
}
