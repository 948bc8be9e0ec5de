using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>Even a trusted workspace's catalog sends a person's key only to endpoints that the person has allowed.</summary>
public sealed class CredentialGrantTests : IDisposable
{
    private const string Own = "ws/.shim/models.json";

    private readonly CatalogWorld world = new();

    public CredentialGrantTests()
    {
        world.Trust();
        world.Variables["KEY"] = "sk-person";
        world.Give("GIVEN", "sk-person");
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("${env:KEY}", "${env:KEY} https://api.example.com:443")]
    [InlineData("${env:UNSET}", "${env:UNSET} https://api.example.com:443")]
    [InlineData("${secret:GIVEN}", "${secret:GIVEN} https://api.example.com:443")]
    [InlineData("sk-literal", "")]
    [InlineData(null, "")]
    public void A_reference_waits_for_leave(string? key, string expected)
    {
        Write(key);
        var missing = world.Missing();
        string.Join('|', world.Pending()).Should().Be(expected);
        if (expected.Length == 0)
        {
            missing.Should().BeNull();
        }
        else
        {
            world.Fault().Should().Be(CredentialFault.NotAllowed);
            missing.Should().Contain(key).And.Contain("https://api.example.com:443").And.Contain($"shim-lsp trust {world.Workspace}");
        }
    }

    [Fact]
    public void Without_leave_the_key_is_not_even_read()
    {
        Write("${env:KEY}");
        world.Read().Should().Be("!");
        world.GrantAll();
        world.Read().Should().Be("sk-person");
    }

    [Fact]
    public void A_row_of_a_clone_that_is_trusted_no_more_is_not_judged_by_the_persons_own_catalog()
    {
        Write("${env:KEY}");
        world.GrantAll();
        var before = world.Load().State.Catalog!.Models.Single();
        world.Folder.Write("home/.config/shim-lsp/models.json", CatalogWorld.Catalog("mine", "${env:KEY}", "https://other.example.com"));
        world.Query = world.Query with { IsTrusted = false };

        world.Read(before).Should().Be("!");
        world.Read().Should().Be("sk-person", "the person's own file needs no leave");
    }

    [Fact]
    public void Leave_once_given_holds_and_is_noticed()
    {
        Write("${env:KEY}");
        world.GrantAll();
        world.Missing().Should().BeNull();
        world.Pending().Should().BeEmpty();
        world.Last!.CredentialsChanged.Should().BeTrue();
        world.Last.CatalogChanged.Should().BeFalse();
    }

    [Theory]
    [InlineData("https://api.example.com", false)]
    [InlineData("https://API.example.com:443/v1", false)]
    [InlineData("https://user:pass@api.example.com/x?y", false)]
    [InlineData("https://evil.example", true)]
    [InlineData("https://api.example.com.evil.example", true)]
    [InlineData("https://api.example.com@evil.example", true)]
    [InlineData("https://api.example.com:8443", true)]
    [InlineData("http://api.example.com", true)]
    [InlineData("http://api.example.com:443", true)]
    public void A_pull_that_repoints_the_url_asks_again_and_an_unrelated_edit_does_not(string url, bool asks)
    {
        Write("${env:KEY}");
        world.GrantAll();
        world.Folder.Write(Own, CatalogWorld.Catalog("renamed", "${env:KEY}", url, extra: ",\"router\":{}"));
        (world.Missing() is not null).Should().Be(asks);
        world.Pending().Any().Should().Be(asks);
    }

    [Fact]
    public void A_grant_for_one_key_does_not_cover_another()
    {
        Write("${env:KEY}");
        world.GrantAll();
        Write("${secret:KEY}");
        world.Missing().Should().NotBeNull();
    }

    [Fact]
    public void A_grant_in_one_workspace_does_not_cover_another()
    {
        Write("${env:KEY}");
        world.GrantAll();
        world.Folder.Write("other/.shim/models.json", CatalogWorld.Catalog("m", "${env:KEY}"));
        world.Query = world.Query with { Folder = Server.Hosting.Files.FolderPath.Of(world.Folder.At("other")) };
        world.Missing().Should().NotBeNull();
    }

    [Fact]
    public void Two_rows_of_one_pair_ask_once()
    {
        const string Endpoint = "\"provider\":\"anthropic\",\"base_url\":\"https://api.example.com\",\"api_key\":\"${env:KEY}\"";
        world.Folder.Write(Own, $$"""{"models":[{"model":"a",{{Endpoint}}},{"model":"b",{{Endpoint}}}]}""");
        world.Load();
        world.Pending().Should().Equal("${env:KEY} https://api.example.com:443");
    }

    [Fact]
    public void A_key_file_is_not_looked_at_before_leave_is_given()
    {
        var path = world.Folder.Write("home/key", "sk-person");
        Write("${file:~/key}");
        world.Missing().Should().Contain($"${{file:{path}}}");
        world.Watched().Should().NotContain("home/key");
        File.Delete(path);
        world.Missing().Should().NotContain("does not exist");
        world.Last!.CredentialsChanged.Should().BeFalse();

        world.GrantAll();
        world.Missing().Should().Contain("does not exist");
        world.Watched().Should().Contain("home/key");
        world.Folder.Write("home/key", "sk-person");
        world.Missing().Should().BeNull();
    }

    [Fact]
    public void Leave_for_a_relative_file_is_for_that_file()
    {
        world.Folder.Write("ws/.shim/key", "sk-shared");
        Write("${file:key}");
        world.Load();
        world.Pending().Should().Equal($"${{file:{world.Folder.At("ws/.shim/key")}}} https://api.example.com:443");
    }

    [Fact]
    public void A_granted_file_of_the_clone_that_a_pull_turns_into_a_link_to_the_persons_is_refused()
    {
        world.Folder.Write("home/.ssh/id", "private");
        world.Folder.Write("ws/.shim/key", "sk-shared");
        Write("${file:key}");
        world.GrantAll();
        world.Missing().Should().BeNull();
        world.Folder.Link("ws/.shim/key", world.Folder.At("home/.ssh/id"));
        world.Missing().Should().Contain("links to a file outside the workspace");
        world.Last!.State.Credentials.Values.Single().Fault.Should().Be(CredentialFault.FileOutside);
        world.Last!.CredentialsChanged.Should().BeTrue();
        world.Folder.Link("ws/.shim/key", world.Folder.Write("ws/key", "sk-shared"));
        world.Missing().Should().BeNull();
    }

    [Fact]
    public void A_file_outside_may_be_a_link_as_the_person_likes()
    {
        world.Folder.Link("home/key", world.Folder.Write("vault/key", "sk-person"));
        Write("${file:~/key}");
        world.GrantAll();
        world.Missing().Should().BeNull();
    }

    [Theory]
    [InlineData("https://[::1]:8080/v1", "https://[::1]:8080")]
    [InlineData("https://аpi.example.com", "https://xn--pi-6kc.example.com:443")] // a Cyrillic letter
    [InlineData("HTTP://LOCALHOST:80", "http://localhost:80")]
    public void An_endpoint_has_one_spelling(string url, string expected) =>
        CredentialGrant.For(CredentialReference.Env("KEY"), new Uri(url)).Origin.Should().Be(expected);

    private void Write(string? key) => world.Folder.Write(Own, CatalogWorld.Catalog("m", key));
}
