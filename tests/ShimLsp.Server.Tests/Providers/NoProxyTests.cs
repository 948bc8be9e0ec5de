using System.Net;
using ShimLsp.Server.Providers.Proxies;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Who is asked without the proxy: what a person forbids to leave must not leave.</summary>
public sealed class NoProxyTests
{
    [Theory]
    [InlineData("corp.example", "http://corp.example", true)]
    [InlineData("corp.example", "http://llm.corp.example", true)]
    [InlineData("corp.example", "http://evilcorp.example", false)]
    [InlineData(".corp.example", "http://llm.corp.example", true)]
    [InlineData(".corp.example", "http://corp.example", true)]
    [InlineData("*.corp.example", "http://llm.corp.example", true)]
    [InlineData("CORP.example", "http://LLM.corp.EXAMPLE", true)]
    [InlineData("corp.example", "http://llm.corp.example.", true)]
    [InlineData("corp.example.", "http://llm.corp.example", true)]
    [InlineData("*", "http://anything.example", true)]
    [InlineData("a.example, corp.example", "http://corp.example", true)]
    [InlineData("a.example corp.example", "http://corp.example", true)]
    [InlineData("corp.example:8000", "http://corp.example:8000", true)]
    [InlineData("corp.example:8000", "http://corp.example", false)]
    [InlineData("corp.example:443", "https://corp.example", true)]
    [InlineData("192.0.2.7", "http://192.0.2.7:8000", true)]
    [InlineData("192.0.2.7", "http://192.0.2.70", false)]
    [InlineData("192.0.2.7:8000", "http://192.0.2.7:8000", true)]
    [InlineData("192.0.2.0/24", "http://192.0.2.70", true)]
    [InlineData("192.0.2.0/24", "http://192.0.3.7", false)]
    [InlineData("2001:db8::1", "http://[2001:db8::1]", true)]
    [InlineData("[2001:db8::1]:8000", "http://[2001:db8::1]:8000", true)]
    [InlineData("[2001:db8::1]:8000", "http://[2001:db8::1]", false)]
    [InlineData("2001:db8::/32", "http://[2001:db8:1::1]", true)]
    [InlineData("", "http://corp.example", false)]
    [InlineData(",, ;", "http://corp.example", false)]
    public void The_customary_forms(string list, string address, bool expected) =>
        NoProxyList.Parse(list).Contains(new(address)).Should().Be(expected);

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://127.9.9.9")]
    [InlineData("http://0.0.0.0:1")]
    [InlineData("http://[::1]")]
    [InlineData("http://[::]")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://localhost")]
    [InlineData("http://localhost.")]
    [InlineData("http://ollama.localhost")]
    public async Task This_machine_is_asked_directly(string address)
    {
        var rules = new ProxyRules(new WebProxy("http://proxy.invalid"), NoProxyList.Parse(null), new(TimeProvider.System));
        await rules.PrepareAsync(new(address), CancellationToken.None);
        rules.GetProxy(new(address)).Should().BeNull();
    }

    [Fact]
    public async Task This_machine_by_its_own_name_is_asked_directly()
    {
        var rules = new ProxyRules(new WebProxy("http://proxy.invalid"), NoProxyList.Parse(null), new(TimeProvider.System));
        var address = new Uri($"http://{Dns.GetHostName()}:8000");
        await rules.PrepareAsync(address, CancellationToken.None);
        rules.GetProxy(address).Should().BeNull();
    }

    [Theory]
    [InlineData("http://models.invalid")]
    [InlineData("http://192.0.2.7")]
    public async Task Everybody_else_is_asked_by_the_proxy(string address)
    {
        var rules = new ProxyRules(new WebProxy("http://proxy.invalid"), NoProxyList.Parse("localhost"), new(TimeProvider.System));
        await rules.PrepareAsync(new(address), CancellationToken.None);
        rules.GetProxy(new(address)).Should().Be(new Uri("http://proxy.invalid"));
    }
}
