using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>What the running server takes from its environment: the proxy, its exceptions, and trusted certificates.</summary>
public sealed class EnvironmentTests
{
    [Fact]
    public async Task The_proxy_and_its_exceptions()
    {
        await using var proxy = await MockUpstream.StartAsync();
        proxy["m"].Answers(Answer.Says("by proxy"));
        using var home = new Home(
            """
            {"models":[
              {"slug":"far","model":"m","provider":"anthropic","base_url":"http://models.example.com"},
              {"slug":"near","model":"m","provider":"anthropic","base_url":"http://near.invalid"}]}
            """
        );
        await using var server = ServerProcess.Start(
            home,
            WireFraming.NewLine,
            ["rpc"],
            ("http_proxy", proxy.Origin),
            ("no_proxy", "near.invalid"),
            ("NO_PROXY", "near.invalid")
        );

        (await server.Client.CallAsync("chat", ChatWorld.Turn(streams: true, "\"model\":\"far\""))).Text("text").Should().Be("by proxy");
        (await server.Client.RefusedAsync("chat", ChatWorld.Turn(more: "\"model\":\"near\""))).ShouldCover(
            """{"code":1004,"data":{"attempts":[{"slug":"near","status":"network"}]}}"""
        );
        proxy.Requests.Should().ContainSingle().Which.Target.Should().Be("http://models.example.com/v1/messages");
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task Trusted_certificates_apply_over_TLS_with_HTTP2(string provider)
    {
        await using var upstream = await MockUpstream.StartTlsAsync();
        using var home = new Home(
            $$"""{"models":[{"slug":"m","model":"m","provider":"{{provider}}","base_url":"{{upstream.BaseUrl}}"}]}"""
        );
        var certificate = home.At("mock.pem");
        await File.WriteAllTextAsync(certificate, upstream.Certificate!.Pem);
        await using var server = ServerProcess.Start(home, WireFraming.NewLine, ["rpc"], ("SSL_CERT_FILE", certificate));

        (await server.Client.CallAsync("chat", ChatWorld.Turn(streams: true))).Text("text").Should().Be("Hello from the mock.");
        (await upstream.NextRequestAsync()).Protocol.Should().Be("HTTP/2");
    }
}
