using ShimLsp.Core.Models;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>References in <c>extra_headers</c> resolve as keys do, and under the same grants.</summary>
public sealed class HeaderCredentialTests : IDisposable
{
    private const string User = "home/.config/shim-lsp/models.json";
    private const string Own = "ws/.shim/models.json";

    private readonly CatalogWorld world = new();

    public HeaderCredentialTests()
    {
        world.Variables["TEAM"] = " t-1\n";
        world.Variables["SCHEME"] = "Bearer sk";
        world.Variables["BOTH"] = "old";
        world.Variables["ODD"] = "a\u0001b";
        world.Give("BOTH", "given");
        world.Folder.Write("home/key", "sk-file\n");
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("plain", "X: plain", null)]
    [InlineData("Bearer ${env:TEAM}", "X: Bearer t-1", null)]
    [InlineData("${SCHEME}", "X: Bearer sk", null)] // a header may hold blanks, a key may not
    [InlineData("${env:BOTH}/${secret:BOTH}", "X: given/given", null)]
    [InlineData("Bearer ${file:~/key}", "X: Bearer sk-file", null)]
    [InlineData("Bearer ${env:UNSET}", "!", CredentialFault.VariableNotSet)]
    [InlineData("${env:TEAM} ${secret:TEAM}", "!", CredentialFault.SecretNotGiven)]
    [InlineData("${env:ODD}", "!", CredentialFault.Unsendable)]
    [InlineData("${file:~/gone}", "!", CredentialFault.FileNotFound)]
    [InlineData("${env:}", "!", CredentialFault.Malformed)]
    public void A_header_is_sent_resolved_or_the_model_is_not_asked(string written, string expected, CredentialFault? fault)
    {
        Write(User, written);
        world.Fault().Should().Be(fault);
        world.Headers().Should().Be(expected);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Write(User, "Bearer ${env:UNSET}", key: "${env:TEAM}");
        world.Missing().Should().Be("UNSET is not set. Run: export UNSET=…");
        world.Last!.State.Credentials.Values.Single().Reference.Should().Be(CredentialReference.Env("UNSET"));
    }

    [Fact]
    public void A_clone_reads_no_variable_that_the_person_has_not_allowed()
    {
        world.Trust();
        Write(Own, "Bearer ${env:TEAM}");
        world.Fault().Should().Be(CredentialFault.NotAllowed);
        world.Headers().Should().Be("!");
        world.Pending().Should().Equal("${env:TEAM} https://api.example.com:443");

        world.GrantAll();
        world.Headers().Should().Be("X: Bearer t-1");
    }

    [Fact]
    public void The_person_is_asked_about_key_and_headers_at_once()
    {
        world.Trust();
        Write(Own, "${env:TEAM} ${env:BOTH} ${env:TEAM}", key: "${env:TEAM}");
        world.Load();
        world.Pending().Should().Equal("${env:TEAM} https://api.example.com:443", "${env:BOTH} https://api.example.com:443");
    }

    [Fact]
    public void A_grant_for_one_endpoint_does_not_cover_another()
    {
        world.Trust();
        Write(Own, "${env:TEAM}");
        world.GrantAll();
        Write(Own, "${env:TEAM}", url: "https://evil.example");
        world.Headers().Should().Be("!");
    }

    [Fact]
    public void A_row_whose_header_has_changed_since_is_not_asked_with_the_old_one()
    {
        Write(User, "${env:TEAM}");
        var before = world.Load().State.Catalog!.Models.Single();
        Write(User, "${env:BOTH}");
        world.Read(before).Should().Be("!");
    }

    [Fact]
    public void Another_value_in_a_file_changes_credentials()
    {
        Write(User, "${file:~/key}");
        world.Load();
        world.Folder.Write("home/key", "sk-other\n");
        world.Load().CredentialsChanged.Should().BeTrue();
    }

    private void Write(string file, string header, string? key = null, string url = "https://api.example.com") =>
        world.Folder.Write(
            file,
            CatalogWorld
                .Catalog("m", key, url)
                .Replace("\"model\":\"m\"", $"\"model\":\"m\",\"extra_headers\":{{\"X\":\"{header}\"}}", StringComparison.Ordinal)
        );
}
