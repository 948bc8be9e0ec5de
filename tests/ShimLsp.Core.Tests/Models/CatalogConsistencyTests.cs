using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>What is right by itself and wrong together. In each text, » marks the position of the problem.</summary>
public class CatalogConsistencyTests
{
    [Theory]
    // a model that the provider's own host does not offer
    [InlineData("\"model\": \"claude-haiku-5-5\", \"provider\": »\"openai\"", "wrongProvider provider")]
    [InlineData("\"model\": \"anthropic/Claude-x\", \"provider\": »\"openai\"", "wrongProvider provider")]
    [InlineData("\"model\": \"gemini-3-pro\", \"provider\": »\"openai\"", "wrongProvider provider")]
    [InlineData("\"model\": \"gpt-5.2\", \"provider\": »\"anthropic\"", "wrongProvider provider")]
    [InlineData("\"model\": \"o3-mini\", \"provider\": »\"anthropic\"", "wrongProvider provider")]
    [InlineData("\"model\": \"qwen3:8b\", \"provider\": »\"anthropic\"", "wrongProvider provider")]
    [InlineData("\"model\": \"claude-haiku-5-5\", \"provider\": »\"ollama\"", "wrongProvider provider")]
    [InlineData("\"model\": \"gpt-5.2\", \"provider\": »\"ollama\"", "wrongProvider provider")]
    // an address of another API
    [InlineData("\"model\": \"m\", \"provider\": »\"anthropic\", \"base_url\": \"https://api.openai.com/v1\"", "wrongProvider provider")]
    [InlineData("\"model\": \"m\", \"provider\": »\"openai\", \"base_url\": \"https://h/v1/messages\"", "wrongProvider provider")]
    [InlineData("\"model\": \"m\", \"provider\": »\"anthropic\", \"base_url\": \"https://h/chat/completions\"", "wrongProvider provider")]
    [InlineData("\"model\": \"m\", \"provider\": »\"anthropic\", \"base_url\": \"https://h/v1/responses/\"", "wrongProvider provider")]
    // a format that the provider or the address does not speak
    [InlineData("LOCAL, \"wire\": »\"messages\"", "wrongWire wire")]
    [InlineData("\"model\": \"m\", \"provider\": \"anthropic\", \"wire\": »\"chat\"", "wrongWire wire")]
    [InlineData("\"model\": \"m\", \"provider\": \"anthropic\", \"wire\": »\"responses\"", "wrongWire wire")]
    [InlineData("LOCAL, \"base_url\": \"https://h/v1/responses\", \"wire\": »\"chat\"", "wrongWire wire")]
    [InlineData("LOCAL, \"base_url\": \"https://h/v1/chat/completions/\", \"wire\": »\"responses\"", "wrongWire wire")]
    [InlineData("LOCAL, \"wire\": »\"response\"", "unknownValue wire")]
    [InlineData("LOCAL, \"wire\": »7", "wrongType wire")]
    // a key that goes unencrypted
    [InlineData("LOCAL, \"base_url\": »\"http://10.0.0.5:4000/v1\", \"api_key\": \"${env:A}\"", "unencryptedEndpoint base_url")]
    [InlineData("LOCAL, \"url\": »\"http://llm.example.com\", \"api_key\": \"${file:/a}\"", "unencryptedEndpoint url")]
    [InlineData("LOCAL, \"base_url\": »\"http://h/v1\", \"extra_headers\": { \"X\": \"${env:A}\" }", "unencryptedEndpoint base_url")]
    [InlineData("LOCAL, \"base_url\": »\"http://h/v1\", \"extra_headers\": { \"authorization\": \"a\" }", "unencryptedEndpoint base_url")]
    // limits
    [InlineData("LOCAL, \"max_context_limit\": 8000, \"max_output_tokens\": »8001", "outputAboveContext max_output_tokens")]
    [InlineData("LOCAL, \"maxOutputTokens\": »9, \"maxContextLimit\": 8", "outputAboveContext maxOutputTokens")]
    // prices
    [InlineData("LOCAL, \"pricing\": { \"input\": »3e-6, \"output\": 15 }", "pricePerToken pricing.input")]
    [InlineData("LOCAL, \"pricing\": { \"input\": 3, \"output\": »0.000015 }", "pricePerToken pricing.output")]
    [InlineData("LOCAL, \"pricing\": { \"input\": 3, \"output\": 15, \"cached_input\": »3e-7 }", "pricePerToken pricing.cached_input")]
    public void A_row_that_contradicts_itself_stays_with_a_warning(string fields, string expected)
    {
        var (code, path) = (expected.Split(' ')[0], expected.Split(' ')[1]);
        Problems($"[{{ {Row(fields)} }}]", $"warning {code} [0].{path}").Catalog!.Models.Should().ContainSingle();
    }

    [Theory]
    [InlineData("\"model\": \"claude-haiku-5-5\", \"provider\": \"openai\", \"base_url\": \"https://gateway.example.com/v1\"")]
    [InlineData("\"model\": \"claude-haiku-5-5\", \"provider\": \"openai\", \"base_url\": \"https://api.anthropic.com/v1\"")]
    [InlineData("\"model\": \"gpt-5.2\", \"provider\": \"anthropic\", \"base_url\": \"https://gateway.example.com\"")]
    [InlineData("\"model\": \"claude-haiku-5-5\", \"provider\": \"anthropic\"")]
    [InlineData("\"model\": \"gpt-5.2\", \"provider\": \"openai\"")]
    [InlineData("\"model\": \"ft:gpt-4o:me\", \"provider\": \"openai\"")]
    [InlineData("\"model\": \"gpt-oss:20b\", \"provider\": \"ollama\"")]
    [InlineData("\"model\": \"llama3.1:8b\", \"provider\": \"ollama\"")]
    [InlineData("\"model\": \"m\", \"provider\": \"anthropic\", \"base_url\": \"https://h/v1/messages\"")]
    [InlineData("\"model\": \"m\", \"provider\": \"openai\", \"base_url\": \"https://h/v1/responses/\"")]
    [InlineData("LOCAL, \"wire\": \"chat\"")]
    [InlineData("LOCAL, \"base_url\": \"http://10.0.0.5:4000/v1\"")]
    [InlineData("LOCAL, \"base_url\": \"http://172.31.0.1/v1\"")]
    [InlineData("LOCAL, \"base_url\": \"http://192.168.1.9/v1\"")]
    [InlineData("LOCAL, \"base_url\": \"http://100.100.1.1/v1\"")]
    [InlineData("LOCAL, \"base_url\": \"http://[fd00::1]/v1\"")]
    [InlineData("LOCAL, \"base_url\": \"http://gpu-box:8000/v1\"")]
    [InlineData("LOCAL, \"base_url\": \"http://ollama.lan/v1\"")]
    [InlineData("LOCAL, \"base_url\": \"http://gpu.local./v1\"")]
    [InlineData("LOCAL, \"base_url\": \"http://127.0.0.1:4000/v1\", \"api_key\": \"${env:A}\"")]
    [InlineData("LOCAL, \"base_url\": \"http://[::1]:4000/v1\", \"api_key\": \"${env:A}\"")]
    [InlineData("LOCAL, \"base_url\": \"http://0.0.0.0:4000/v1\", \"api_key\": \"${env:A}\"")]
    [InlineData("LOCAL, \"base_url\": \"http://llm.localhost./v1\", \"api_key\": \"${env:A}\"")]
    [InlineData("LOCAL, \"base_url\": \"https://llm.example.com\", \"api_key\": \"${env:A}\"")]
    [InlineData("LOCAL, \"max_context_limit\": 8000, \"max_output_tokens\": 8000")]
    [InlineData("LOCAL, \"pricing\": { \"input\": 0, \"output\": 0 }")]
    [InlineData("LOCAL, \"pricing\": { \"input\": 0.005, \"output\": 0.01 }")]
    public void What_can_be_meant_is_not_a_problem(string fields) => Clean($"[{{ {Row(fields)} }}]");

    [Theory]
    [InlineData("http://llm.example.com/v1")]
    [InlineData("http://172.32.0.1/v1")]
    [InlineData("http://8.8.8.8/v1")]
    [InlineData("http://0x08.010.8/v1")]
    [InlineData("http://[2001:db8::1]/v1")]
    public void Tasks_that_go_unencrypted_over_a_foreign_network_are_worth_a_note(string address) =>
        Problems($"[{{ {Row("LOCAL")}, \"base_url\": »\"{address}\" }}]", "info unencryptedEndpoint [0].base_url");

    [Fact]
    public void A_price_in_quotes_is_judged_too() =>
        Parse($"[{{ {Row("LOCAL")}, \"pricing\": {{ \"input\": \"3e-6\", \"output\": 15 }} }}]")
            .Problems.Select(problem => problem.Code)
            .Should()
            .Equal("numberAsString", "pricePerToken");

    [Fact]
    public void A_default_that_Auto_never_uses_is_a_problem() =>
        Problems(
            """{ "models": ["a", "b"], "router": { "candidates": ["a"], "default": »"b" } }""",
            "warning defaultNotCandidate router.default"
        )
            .Catalog!.Router.Default.Should()
            .Be(new ModelSlug("b"));

    [Theory]
    [InlineData("\"candidates\": [\"b\"], \"default\": \"b\"")]
    [InlineData("\"candidates\": [\"a\"], \"enabled\": false, \"default\": \"b\"")] // it is the active model then
    [InlineData("\"candidates\": [], \"default\": \"b\"")]
    [InlineData("\"default\": \"b\"")]
    public void A_default_that_is_used_is_not_a_problem(string router) =>
        Clean($$"""{ "models": [{{Priced("a")}}, {{Priced("b")}}], "router": { {{router}} } }""")
            .Router.Default.Should()
            .Be(new ModelSlug("b"));

    [Theory]
    [InlineData("»\"threshold\": 0.8", "warning unknownField threshold", "Write `threshold` inside `router`.")]
    [InlineData("»\"router.cacheCapacity\": 8", "warning unknownField [\"router.cacheCapacity\"]", "Write `cache_capacity` inside")]
    [InlineData("»\"logLevel\": \"debug\"", "info unknownField logLevel", "Remove it")]
    [InlineData("»\"shim.router\": {}", "info unknownField [\"shim.router\"]", "Remove it")]
    public void A_name_of_the_file_that_nothing_reads_is_a_problem(string field, string expected, string remedy) =>
        Problems($$"""{ "models": ["a"], {{field}} }""", expected).Problems[0].Message.Should().Contain(remedy);

    [Theory]
    [InlineData("{ \"models\": [\"a\"], \"$schema\": \"s\", \"_note\": 1, \"//\": 2, \"comment\": 3 }")]
    [InlineData("{ \"customModels\": [\"a\"], \"logoAnimation\": \"off\" }")] // the settings of another program
    public void Notes_and_another_programs_settings_are_not_problems(string text) => Clean(text);

    [Fact]
    public void The_router_misplaced_in_an_older_file_is_a_problem_too() =>
        Problems("{ \"customModels\": [\"a\"], »\"threshold\": 0.8, \"logoAnimation\": \"off\" }", "warning unknownField threshold");

    [Theory]
    [InlineData("\"model\": \"claude-x\", \"provider\": \"openai\"", "Set `provider` to \"anthropic\".")]
    [InlineData("LOCAL, \"pricing\": { \"input\": 0.0000025, \"output\": 15 }", "write 2.5.")]
    [InlineData("LOCAL, \"base_url\": \"http://h/v1\", \"api_key\": \"${env:A}\"", "Use https")]
    public void The_message_says_what_to_write(string fields, string words) =>
        Parse($"[{{ {Row(fields)} }}]").Problems.Should().ContainSingle().Which.Message.Should().Contain(words);

    [Theory]
    [InlineData("[\"temperature\", \"seed\", \"seed\"]", "seed temperature")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    public void Omit_names_options(string written, string expected) =>
        string.Join(' ', CleanModel($"[{{ {Row("LOCAL")}, \"omit\": {written} }}]").Omit).Should().Be(expected);

    [Theory]
    [InlineData("\"omit\": [»\"temprature\", \"seed\"]", "warning unknownValue [0].omit[0]")]
    [InlineData("\"omit\": [»5, \"seed\"]", "warning wrongType [0].omit[0]")]
    [InlineData("\"omit\": »\"seed\"", "warning wrongType [0].omit")]
    public void An_option_that_cannot_be_left_out_is_a_problem(string omit, string expected) =>
        Problems($"[{{ {Row("LOCAL")}, {omit} }}]", expected)
            .Catalog!.Models[0]
            .Omit.Should()
            .BeEquivalentTo(omit.Contains('[') ? ["seed"] : Array.Empty<string>());

    private static string Priced(string name) => $$"""{ "model": "{{name}}", "provider": "ollama", "cost": 1 }""";

    private static string Row(string fields) =>
        fields.Replace("LOCAL", "\"model\": \"m\", \"provider\": \"openai\"", StringComparison.Ordinal);
}
