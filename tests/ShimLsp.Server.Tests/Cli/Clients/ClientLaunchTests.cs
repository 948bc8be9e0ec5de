using ShimLsp.Server.Cli.Clients;

namespace ShimLsp.Server.Tests.Cli.Clients;

/// <summary>What each client is started with.</summary>
public sealed class ClientLaunchTests
{
    private const string Token = "the-token";

    public static TheoryData<string> Clients => [.. ClientTable.All.Select(client => client.Name)];

    [Theory]
    [MemberData(nameof(Clients))]
    public void Other_users_cannot_see_the_token_among_the_arguments(string client) =>
        Launch(client).Arguments.Should().NotContain(argument => argument.Contains(Token));

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_client_gets_the_address_the_token_and_the_active_model(string client)
    {
        var all = string.Join('\n', Everything(Launch(client)));

        all.Should().Contain("http://127.0.0.1:9").And.Contain(Token).And.MatchRegex("\\bshim\\b");
    }

    [Theory]
    [InlineData("claude", "ANTHROPIC_API_KEY")]
    [InlineData("claude", "CLAUDE_CODE_USE_BEDROCK")]
    [InlineData("copilot", "COPILOT_PROVIDER_BEARER_TOKEN")]
    [InlineData("copilot", "COPILOT_PROVIDER_API_KEY_COMMAND")]
    public void A_variable_that_leads_past_the_gateway_is_removed(string client, string variable) =>
        Launch(client).Environment.Should().Contain(new KeyValuePair<string, string?>(variable, null));

    [Theory]
    [InlineData("claude", "\"CLAUDE_CODE_MAX_CONTEXT_TOKENS\": \"200000\"")]
    [InlineData("copilot", "COPILOT_PROVIDER_MAX_PROMPT_TOKENS=200000")]
    [InlineData("opencode", "\"context\": 200000")]
    [InlineData("pi", "\"contextWindow\": 200000")]
    [InlineData("continue", "\"contextLength\": 200000")]
    public void A_client_learns_the_window_of_the_active_model(string client, string expected) =>
        string.Join('\n', Everything(Launch(client))).Should().Contain(expected);

    [Fact]
    public void Claude_Code_has_no_cause_to_warn_of_a_window_that_it_does_not_know() =>
        string.Join('\n', Everything(new ClaudeCode().LaunchWith(Gateway with { Models = [new("shim", "ShimLsp", null, null, false)] })))
            .Should()
            .Contain("CLAUDE_CODE_MAX_CONTEXT_TOKENS=200000");

    [Theory]
    [InlineData(true, "\"image\"")]
    [InlineData(false, "\"attachment\": false")]
    public void Opencode_learns_whether_the_model_sees_pictures(bool sees, string expected)
    {
        var model = new OfferedModel("shim", "ShimLsp", null, null, sees);

        string.Join('\n', Everything(new OpenCode().LaunchWith(Gateway with { Models = [model] }))).Should().Contain(expected);
    }

    [Fact]
    public void Codex_gets_the_gateways_own_description_of_the_models()
    {
        var launch = new Codex().LaunchWith(Gateway with { CodexModels = """{"models":[]}""" });

        launch.Files.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("codex-models.json", """{"models":[]}"""));
        launch.Arguments.Should().ContainInConsecutiveOrder("-c", "model_catalog_json=\"/run/codex-models.json\"");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void What_nobody_knows_of_a_model_is_not_made_up_or_fails(string client)
    {
        var unknown = Gateway with { Models = [new("shim", "ShimLsp (Auto)", null, null, false)] };

        ClientTable.Find(client)!.LaunchWith(unknown).Should().NotBeNull();
    }

    private static ClientGateway Gateway =>
        new()
        {
            Url = "http://127.0.0.1:9",
            Token = Token,
            Models = [new("shim", "ShimLsp (Auto)", 200_000, 8_000, true), new("opus", "Opus", 200_000, 32_000, true)],
            Folder = "/run",
        };

    private static ClientLaunch Launch(string client) => ClientTable.Find(client)!.LaunchWith(Gateway);

    private static IEnumerable<string> Everything(ClientLaunch launch) =>
        launch
            .Environment.Where(variable => variable.Value is not null)
            .Select(variable => $"{variable.Key}={variable.Value}")
            .Concat(launch.Arguments)
            .Concat(launch.Files.Select(file => file.Value));
}
