using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>The block <c>gateway</c> of a catalog of the models a and b.</summary>
public class CatalogGatewayTests
{
    private const string Absent = "claude-haiku-*:auto gpt-5.5:auto codex-auto-review:auto codex-auto:auto";

    [Theory]
    [InlineData("", Absent)]
    [InlineData("\"aliases\": null", Absent)]
    [InlineData("\"aliases\": {}", "")]
    [InlineData("\"aliases\": { \"x\": \"a\" }", "x:a")]
    [InlineData("\"aliases\": { \"x\": \"auto\", \"y*\": [\"a\", \"b\", \"a\"] }", "x:auto y*:a,b")]
    [InlineData("\"aliases\": { \"x\": \"model-b\", \"y\": null }", "x:b")]
    public void An_alias_leads_to_a_model_to_Auto_or_to_Auto_among_some(string gateway, string expected) =>
        Described(Clean(Two(gateway))).Should().Be(expected);

    [Fact]
    public void Auto_answers_to_its_own_slug_in_an_alias_too() =>
        Described(Clean(Two("\"aliases\": { \"x\": \"best\", \"y\": \"auto\" }", "\"slug\": \"best\""))).Should().Be("x:auto y:auto");

    [Fact]
    public void A_model_that_no_alias_can_mean_is_left_out() =>
        Described(
                Problems(
                    Two("\"aliases\": { \"x\": »\"nobody\", \"y\": [»\"nobody\", \"a\"], \"z\": »7, \"w\": »[] }"),
                    "warning unknownModel gateway.aliases.x",
                    "warning unknownModel gateway.aliases.y[0]",
                    "warning wrongType gateway.aliases.z",
                    "warning wrongType gateway.aliases.w"
                ).Catalog!
            )
            .Should()
            .Be("y:a");

    [Theory]
    [InlineData("\"unknownModel\": \"error\"", UnknownModelRule.Error, 64 * 1024 * 1024, 1024)]
    [InlineData("\"max_body_bytes\": 1024, \"maxInFlight\": 2", UnknownModelRule.Active, 1024, 2)]
    public void Limits_are_read(string gateway, UnknownModelRule unknown, int bytes, int inFlight) =>
        Clean(Two(gateway))
            .Gateway.Should()
            .BeEquivalentTo(
                new
                {
                    UnknownModel = unknown,
                    MaxBodyBytes = bytes,
                    MaxInFlight = inFlight,
                }
            );

    [Fact]
    public void A_wrong_limit_keeps_its_default() =>
        Problems(
            Two("\"unknown_model\": »\"guess\", \"max_body_bytes\": »12, »\"max_inflight\": 3"),
            "warning unknownValue gateway.unknown_model",
            "warning outOfRange gateway.max_body_bytes",
            "warning unknownField gateway.max_inflight"
        )
            .Catalog!.Gateway.Should()
            .Be(new GatewaySpec());

    [Theory]
    [InlineData("claude-haiku-*", "claude-haiku-4-5", true)]
    [InlineData("claude-haiku-*", "Claude-Haiku-", true)]
    [InlineData("claude-haiku-*", "claude-haiku", false)]
    [InlineData("*haiku*", "claude-haiku-5-5", true)]
    [InlineData("*a*b", "aab", true)]
    [InlineData("*a*b", "aba", false)]
    [InlineData("gpt-?", "gpt-5", true)]
    [InlineData("gpt-?", "gpt-", false)]
    [InlineData("gpt-5.5", "gpt-5x5", false)]
    [InlineData("*", "", true)]
    [InlineData("", "x", false)]
    public void A_pattern_has_stars_and_question_marks(string pattern, string name, bool expected) =>
        new GatewayAlias(pattern, []).Matches(name).Should().Be(expected);

    [Fact]
    public void The_first_alias_that_matches_is_used()
    {
        var gateway = Clean(Two("\"aliases\": { \"x-1\": \"a\", \"x-*\": \"b\" }")).Gateway;

        new[] { "x-1", "x-2", "y" }.Select(name => gateway.AliasOf(name)?.Models.Single().Value).Should().Equal("a", "b", null);
        gateway.AliasOf("x-" + new string('y', 1000)).Should().BeNull("no model has a name of that length");
    }

    [Fact]
    public void Through_what_gateways_act_as_one_is_read() =>
        Clean(
            Two("\"shared\": \"rediss://r:6380/2\", \"shared_user\": \"shim\", \"sharedPassword\": \"${env:P}\", \"shared_prefix\": \"x\"")
        )
            .Gateway.Shared.Should()
            .Be(new SharedSpec("rediss://r:6380/2", CredentialReference.Literal("shim"), CredentialReference.Env("P"), "x"));

    [Theory]
    [InlineData("»\"http://r\"")]
    [InlineData("»\"redis://user:secret@r\"")]
    [InlineData("»\"redis://\"")]
    public void An_address_that_cannot_be_used_shares_nothing(string address) =>
        Problems(Two($"\"shared\": {address}"), "error unknownValue gateway.shared").Catalog!.Gateway.Shared.Should().BeNull();

    [Fact]
    public void A_password_in_the_file_works_with_a_warning_and_a_malformed_reference_is_an_error() =>
        Problems(
            Two("\"shared\": \"redis://r\", \"shared_user\": »\"${env:}\", \"shared_password\": »\"hunter2\", \"shared_prefix\": »\"a b\""),
            "error invalidCredential gateway.shared_user",
            "warning literalCredential gateway.shared_password",
            "warning unknownValue gateway.shared_prefix"
        )
            .Catalog!.Gateway.Shared!.Prefix.Should()
            .Be("shim");

    private static string Described(Catalog catalog) =>
        string.Join(
            ' ',
            catalog.Gateway.Aliases.Select(alias =>
                $"{alias.Pattern}:{(alias.Models.IsEmpty ? "auto" : string.Join(',', alias.Models.Select(model => model.Value)))}"
            )
        );

    private static string Two(string gateway, string router = "") =>
        $$"""
            {
              "models": [
                { "slug": "a", "model": "model-a", "provider": "ollama", "cost": 1 },
                { "slug": "b", "model": "model-b", "provider": "ollama", "cost": 2 }
              ],
              "router": { {{router}} },
              "gateway": { {{gateway}} }
            }
            """;
}
