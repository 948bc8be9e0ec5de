using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;
using ShimLsp.Server.Hosting.Shared;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Shared;

/// <summary>What a catalog says of the shared state, as the library is told.</summary>
public sealed class SharedSettingTests
{
    [Theory]
    [InlineData("redis://host", "host:6379", 0, false, null)]
    [InlineData("rediss://host:7000/3", "host:7000", 3, true, null)]
    [InlineData("redis://a:1,b:2,c", "a:1,b:2,c:6379", 0, false, null)]
    [InlineData("redis://a,b/1?service=main", "a:26379,b:26379", 1, false, "main")]
    [InlineData("redis://127.0.0.1:6400", "127.0.0.1:6400", 0, false, null)]
    public void An_address_names_hosts_database_and_service(string url, string hosts, int database, bool isTls, string? service)
    {
        var setting = Of(url);
        var options = setting.ToOptions();

        setting.Shown.Should().Be(hosts);
        (setting.Database, options.Ssl, options.ServiceName).Should().Be((database, isTls, service));
        options.EndPoints.Should().HaveCount(hosts.Split(',').Length);
        options.AbortOnConnectFail.Should().BeFalse();
    }

    [Theory]
    [InlineData("redis://host/one")]
    [InlineData("redis://host?user=x")]
    [InlineData("redis://host?service=")]
    [InlineData("redis://host,")]
    public void Another_address_does_not_start(string url) =>
        FluentActions.Invoking(() => Of(url)).Should().Throw<GatewayStartException>().WithMessage("*`shared`*redis://host:6379*");

    [Fact]
    public void A_password_comes_from_a_variable_or_a_file()
    {
        Of("redis://host", CredentialReference.Env("PASSWORD")).ToOptions().Password.Should().Be("from a variable");
        Of("redis://host", CredentialReference.File("key")).ToOptions().Password.Should().Be("from-a-file");
    }

    [Fact]
    public void A_password_that_is_missing_does_not_start() =>
        FluentActions
            .Invoking(() => Of("redis://host", CredentialReference.Env("OTHER")))
            .Should()
            .Throw<GatewayStartException>()
            .WithMessage("*`shared_password`*${env:OTHER}*not set*");

    private static SharedSetting Of(string url, CredentialReference? password = null)
    {
        using var home = new Home();
        File.WriteAllText(home.At("work/key"), "from-a-file\n");
        var host = new HostEnvironment
        {
            Variable = name => name == "PASSWORD" ? " from a variable\n" : null,
            HomeFolder = home.At("home"),
            WorkingDirectory = home.Work,
            Time = TimeProvider.System,
        };
        var spec = new SharedSpec(url, CredentialReference.None, password ?? CredentialReference.None, SharedSpec.DefaultPrefix);
        return SharedSetting.Of(spec, home.Work, host);
    }
}
