using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

public class CatalogCredentialsTests
{
    [Theory]
    [InlineData("${env:MY_KEY}", CredentialKind.Env, "MY_KEY")]
    [InlineData(" ${MY_KEY1} ", CredentialKind.Env, "MY_KEY1")]
    [InlineData("${file:/run/secrets/key}", CredentialKind.File, "/run/secrets/key")]
    [InlineData("${file:~/a key}", CredentialKind.File, "~/a key")]
    [InlineData("${file:C:/key}", CredentialKind.File, "C:/key")]
    [InlineData("${secret:open.ai-1}", CredentialKind.Secret, "open.ai-1")]
    [InlineData("", CredentialKind.None, null)]
    [InlineData("  ", CredentialKind.None, null)]
    public void A_reference_is_read(string written, CredentialKind kind, string? name)
    {
        var credential = CleanModel(Row(written)).Credential;

        (credential.Kind, credential.Name).Should().Be((kind, name));
        credential.IsMalformed.Should().BeFalse();
    }

    [Fact]
    public void A_literal_works_with_a_warning()
    {
        var parse = Problems("""[{ "model": "m", "provider": "ollama", "api_key": »" sk-1 " }]""", "warning literalCredential [0].api_key");

        parse.Catalog!.Models[0].Credential.RevealLiteral().Should().Be("sk-1");
    }

    [Theory]
    [InlineData("$MY_KEY")]
    [InlineData(" $MY_KEY ")]
    [InlineData("$env:MY_KEY")]
    [InlineData("$ENV:MY_KEY")]
    [InlineData("{env:MY_KEY}")]
    [InlineData("{{MY_KEY}}")]
    [InlineData("{{ MY_KEY }}")]
    [InlineData("env:MY_KEY")]
    [InlineData("os.environ/MY_KEY")]
    [InlineData("process.env.MY_KEY")]
    [InlineData("%MY_KEY%")]
    [InlineData("MY_KEY")]
    public void Another_tools_reference_is_read_with_a_warning_that_shows_ours(string written)
    {
        var parse = Parse(Row(written));

        parse
            .Problems.Should()
            .ContainSingle()
            .Which.Should()
            .Match<CatalogProblem>(problem =>
                problem.Code == "invalidCredential"
                && problem.Severity == ProblemSeverity.Warning
                && problem.Path == "[0].api_key"
                && problem.Message.Contains("\"${env:MY_KEY}\"")
            );
        parse.Catalog!.Models[0].Credential.Should().Be(CredentialReference.Env("MY_KEY"));
    }

    [Theory]
    [InlineData("$")]
    [InlineData("$1abc")]
    [InlineData("$ab-cd")]
    [InlineData("$env:a-b")]
    [InlineData("%")]
    [InlineData("%%")]
    [InlineData("%abc")]
    [InlineData("%a-b%")]
    [InlineData("{{a-b}}")]
    [InlineData("{{}}")]
    [InlineData("{env:A}}")]
    [InlineData("environment")]
    [InlineData("my_key")]
    [InlineData("MYKEY")]
    [InlineData("MY-API_KEY")]
    [InlineData("sk_live_KEY")]
    [InlineData("env:")]
    [InlineData("process.env.")]
    [InlineData("sk-os.environ/A")]
    public void A_key_that_only_resembles_a_reference_is_a_literal(string written)
    {
        var parse = Parse(Row(written));

        parse.Problems.Should().ContainSingle().Which.Code.Should().Be("literalCredential");
        parse.Catalog!.Models[0].Credential.RevealLiteral().Should().Be(written);
    }

    [Theory]
    [InlineData("${}")]
    [InlineData("${env:}")]
    [InlineData("${env: }")]
    [InlineData("${env:A B}")]
    [InlineData("${env:A")]
    [InlineData("${env:1A}")]
    [InlineData("${env:A:-x}")]
    [InlineData("${env:A}${env:B}")]
    [InlineData("Bearer ${env:A}")]
    [InlineData("${ENV:A}")]
    [InlineData("${vault:A}")]
    [InlineData("${sk-1}")]
    [InlineData("${file:}")]
    [InlineData("${file:${env:HOME}/key}")]
    [InlineData("${secret:}")]
    [InlineData("${secret:a/b}")]
    [InlineData("sk\\r\\nX-Forged: 1")]
    public void A_malformed_reference_costs_the_row_its_key_and_is_never_sent(string written)
    {
        var parse = Parse(Row(written));

        parse
            .Problems.Should()
            .ContainSingle()
            .Which.Should()
            .Match<CatalogProblem>(problem =>
                problem.Code == "invalidCredential" && problem.Severity == ProblemSeverity.Error && problem.Path == "[0].api_key"
            );
        parse.Catalog!.Models.Should().ContainSingle().Which.Credential.Should().Be(CredentialReference.Malformed);
    }

    [Theory]
    [InlineData("api_key", "5")]
    [InlineData("api_key", "{}")]
    [InlineData("api_key", "false")]
    [InlineData("api_key_env", "5")]
    [InlineData("api_key_env", "\"sk-1\"")]
    [InlineData("api_key_env", "\"${A}\"")]
    public void A_key_that_cannot_be_read_does_not_make_the_row_keyless(string field, string value) =>
        Problems($$"""[{ "model": "m", "provider": "ollama", "{{field}}": »{{value}} }]""", $"error invalidCredential [0].{field}")
            .Catalog!.Models[0]
            .Credential.IsMalformed.Should()
            .BeTrue();

    [Fact]
    public void A_malformed_reference_never_resolves_and_shows_nothing()
    {
        CredentialReference.Malformed.RevealLiteral().Should().BeNull();
        CredentialReference.Malformed.Should().NotBe(CredentialReference.None);
        CredentialReference.Malformed.ToString().Should().Be("${env:}");
    }

    private static string Row(string written) => $$"""[{ "model": "m", "provider": "ollama", "api_key": "{{written}}" }]""";
}
