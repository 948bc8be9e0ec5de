using System.Net;
using System.Security.Cryptography.X509Certificates;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Upstream;

/// <summary>The mock's scripts, its memory, its counters, and how it is reached.</summary>
public sealed class MockUpstreamTests
{
    [Fact]
    public async Task Unscripted_it_says_a_short_sentence_at_every_path()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var http = new HttpClient();

        string[] paths = ["/v1/chat/completions", "/chat/completions", "/v1/responses", "/v1/messages", "/messages", "/proxy/v1/messages"];
        foreach (var path in paths)
        {
            using var response = await http.PostAsync(upstream.Origin + path, new StringContent("""{"model":"any"}"""));
            (await response.Content.ReadAsStringAsync()).Should().Contain("Hello from the mock.");
        }

        upstream["any"].Received.Should().Be(paths.Length);
    }

    [Theory]
    [InlineData("GET", "/v1/messages", """{"model":"m"}""", 405)]
    [InlineData("POST", "/v1/models", """{"model":"m"}""", 404)]
    [InlineData("POST", "/v1/messages", "{\"model\":", 400)]
    [InlineData("POST", "/v1/messages", "[]", 400)]
    [InlineData("POST", "/v1/messages", """{"model":1}""", 400)]
    public async Task A_request_that_no_service_would_accept_is_refused_and_recorded(string method, string path, string body, int status)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new(method), upstream.Origin + path) { Content = new StringContent(body) };

        using var response = await http.SendAsync(request);

        ((int)response.StatusCode).Should().Be(status);
        (await upstream.NextRequestAsync()).Body.Should().Be(body);
    }

    [Fact]
    public async Task A_script_goes_on_answer_by_answer_and_repeats_its_last()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Answer.Says("one"), Answer.Says("two"));
        upstream.OthersAnswer(Answer.Says("three"));

        (await client.ReadAsync("openai")).Should().Contain("one");
        (await client.ReadAsync("anthropic")).Should().Contain("two");
        (await client.ReadAsync("openai")).Should().Contain("two");
        (await client.ReadAsync("openai", "other")).Should().Contain("three").And.Contain("\"model\":\"other\"");
        upstream["m"].Answers(Answer.Says("four"));
        (await client.ReadAsync("openai")).Should().Contain("four");
    }

    [Fact]
    public async Task A_script_can_look_at_the_request()
    {
        await using var upstream = await MockUpstream.StartAsync(new() { Records = false });
        using var client = new MockClient(upstream);
        upstream["m"]
            .Answers(request =>
                Answer.Says(request.Json.GetProperty("messages")[0].GetProperty("content").GetString()! + request.Header("X-API-KEY"))
            );

        (await client.ReadAsync("openai")).Should().Contain("Hikey-two");
    }

    [Fact]
    public async Task A_script_that_throws_is_a_status_500_and_counts_no_more()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(_ => throw new InvalidOperationException("A test's own fault."));

        using var response = await client.AskAsync("openai");

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        upstream.InFlight.Should().Be(0);
        var request = await upstream.NextRequestAsync();
        await request.Invoking(request => request.Ended).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task A_request_is_kept_as_it_came()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);

        await client.ReadAsync("anthropic", stream: true, rest: ",\"max_tokens\":5");
        var request = await upstream.NextRequestAsync();

        (request.Method, request.Target, request.Path, request.Protocol).Should().Be(("POST", "/v1/messages", "/v1/messages", "HTTP/1.1"));
        (request.Model, request.Streams).Should().Be(("m", true));
        request.Body.Should().Be("""{"messages":[{"role":"user","content":"Hi"}],"model":"m","stream":true,"max_tokens":5}""");
        request.Json.GetProperty("max_tokens").GetInt32().Should().Be(5);
        request
            .Headers.Should()
            .Contain("x-api-key", "key-two")
            .And.Contain("Authorization", "Bearer key-one")
            .And.Contain("Content-Type", "application/json; charset=utf-8");
        request.Header("no-such-header").Should().BeNull();
        request.ArrivedAt.Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        (await request.Ended).Should().Be(AnswerEnd.Sent);
        request.Aborted.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_large_body_is_kept_whole()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        var filler = new string('x', 40 << 20);

        await client.ReadAsync("openai", rest: $",\"filler\":\"{filler}\"");

        (await upstream.NextRequestAsync()).Json.GetProperty("filler").GetString().Should().HaveLength(filler.Length);
    }

    [Fact]
    public async Task Requests_come_out_in_order_and_none_is_an_error_that_says_so()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        await client.ReadAsync("openai", "first");
        await client.ReadAsync("openai", "second");

        (await upstream.NextRequestAsync()).Model.Should().Be("first");
        (await upstream.NextRequestAsync()).Model.Should().Be("second");
        upstream.Requests.Select(request => request.Model).Should().Equal("first", "second");
        upstream.Requests[0].ConnectionId.Should().Be(upstream.Requests[1].ConnectionId);
        await upstream
            .Invoking(upstream => upstream.NextRequestAsync(TimeSpan.FromMilliseconds(1)))
            .Should()
            .ThrowAsync<TimeoutException>()
            .WithMessage("*2 came before*");
    }

    [Fact]
    public async Task Without_recording_nothing_is_kept_but_all_is_counted()
    {
        await using var upstream = await MockUpstream.StartAsync(new() { Records = false });
        using var client = new MockClient(upstream);

        await client.ReadAsync("openai");

        upstream.Requests.Should().BeEmpty();
        upstream["m"].Received.Should().Be(1);
        await upstream.Invoking(upstream => upstream.NextRequestAsync()).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task It_counts_how_many_are_in_flight_and_the_most_that_ever_were()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        var gate = new Gate();
        upstream["m"].Answers(Answer.Says("Hi").HeadersAfter(gate));

        var asking = Enumerable.Range(0, 5).Select(_ => client.ReadAsync("openai")).ToArray();
        for (var i = 0; i < 5; i++)
        {
            await upstream.NextRequestAsync();
        }

        (upstream["m"].InFlight, upstream.InFlight, upstream["other"].InFlight).Should().Be((5, 5, 0));
        gate.Pass(2);
        await await Task.WhenAny(asking);
        gate.Open();
        await Task.WhenAll(asking);

        (upstream["m"].Received, upstream["m"].InFlight, upstream["m"].MostInFlight).Should().Be((5, 0, 5));
        await client.ReadAsync("openai");
        upstream["m"].MostInFlight.Should().Be(5);
    }

    [Fact]
    public Task Disposed_of_it_cuts_off_whatever_hangs_within_a_second() => Promptness.WithinAsync(TimeSpan.FromSeconds(1), DisposalTime);

    private static async Task<TimeSpan> DisposalTime()
    {
        var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(Answer.Hangs(), Answer.Says("A", "B").HangsAfter(1), Answer.Says("A", "B").Drips(new Gate()));
        var asking = Enumerable.Range(0, 20).Select(_ => client.ReadWhatComesAsync("openai", stream: true)).ToArray();
        for (var i = 0; i < asking.Length; i++)
        {
            await upstream.NextRequestAsync();
        }

        var took = await Promptness.TimeAsync(async () =>
        {
            await upstream.DisposeAsync();
            await upstream.DisposeAsync();
        });

        (await Task.WhenAll(asking)).Should().OnlyContain(answer => answer.IsBroken);
        foreach (var request in upstream.Requests)
        {
            (await request.Ended.WaitAsync(ShimClient.Limit)).Should().Be(AnswerEnd.Stopped);
            request.Aborted.IsCompleted.Should().BeFalse();
        }

        (await client.ReadWhatComesAsync("openai")).Should().Be(("", true), "nobody listens there any more");
        return took;
    }

    [Fact]
    public async Task As_a_proxy_it_sees_whole_urls_and_tunnels()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(upstream.Origin) });

        using var response = await http.PostAsync("http://models.test/v1/messages?beta=true", new StringContent("""{"model":"m"}"""));
        await http.Invoking(http => http.GetAsync("https://models.test/")).Should().ThrowAsync<HttpRequestException>();

        (await response.Content.ReadAsStringAsync()).Should().Contain("Hello from the mock.");
        var plain = await upstream.NextRequestAsync();
        (plain.Target, plain.Path, plain.Header("Host"))
            .Should()
            .Be(("http://models.test/v1/messages?beta=true", "/v1/messages", "models.test"));
        var tunnel = await upstream.NextRequestAsync();
        (tunnel.Method, tunnel.Target).Should().Be(("CONNECT", "models.test:443"));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Over_TLS_it_speaks_HTTP_2_to_those_who_trust_its_certificate(string shape)
    {
        await using var upstream = await MockUpstream.StartTlsAsync();
        using var trusting = new MockClient(
            upstream,
            new SocketsHttpHandler
            {
                SslOptions = new()
                {
                    CertificateChainPolicy = new()
                    {
                        TrustMode = X509ChainTrustMode.CustomRootTrust,
                        RevocationMode = X509RevocationMode.NoCheck,
                        CustomTrustStore = { X509Certificate2.CreateFromPem(upstream.Certificate!.Pem) },
                    },
                },
            }
        );
        using var others = new MockClient(upstream);
        upstream["m"].Answers(Answer.Says("A", "B"), Answer.Says("A", "B"), Answer.Says("A", "B").DropsAfter(1));
        upstream["silent"].Answers(Answer.Hangs());

        upstream.BaseUrl.Should().StartWith("https://127.0.0.1:").And.EndWith("/v1");
        (await trusting.ReadAsync(shape)).Should().Contain("AB");
        (await trusting.ReadAsync(shape, stream: true)).Should().Contain("\"A\"").And.Contain("\"B\"");
        (await trusting.ReadWhatComesAsync(shape, stream: true)).IsBroken.Should().BeTrue();
        upstream.Requests.Should().OnlyContain(request => request.Protocol == "HTTP/2");
        (await others.ReadWhatComesAsync(shape)).Should().Be(("", true), "a client must be told to trust it");

        using var leaving = new CancellationTokenSource();
        var hanging = trusting.AskAsync(shape, "silent", cancellationToken: leaving.Token);
        var request = await upstream.NextRequestAsync();
        while (request.Model != "silent")
        {
            request = await upstream.NextRequestAsync();
        }

        await leaving.CancelAsync();
        await hanging.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        (await request.Ended.WaitAsync(ShimClient.Limit)).Should().Be(AnswerEnd.ClientLeft);
    }
}
