using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>A model is asked at the address that its row names, or not at all. In each text, » marks the position of the problem.</summary>
public class CatalogAddressesTests
{
    [Theory]
    [InlineData("base_url")]
    [InlineData("baseURL")]
    [InlineData("baseUrl")]
    [InlineData("api_base")]
    [InlineData("apiBase")]
    [InlineData("api_base_url")]
    [InlineData("apiBaseUrl")]
    [InlineData("base_uri")]
    [InlineData("baseURI")]
    [InlineData("url")]
    [InlineData("endpoint")]
    [InlineData("api_url")]
    [InlineData("apiUrl")]
    [InlineData("openai_api_base")]
    [InlineData("openai_base_url")]
    [InlineData("openAiBaseUrl")]
    [InlineData("anthropicBaseUrl")]
    [InlineData("ollamaBaseUrl")]
    [InlineData("azure_endpoint")]
    public void Other_tools_spellings_of_base_url_are_read(string name)
    {
        AddressOf($$"""{ "provider": "openai", "{{name}}": "https://h/v1" }""").Should().Be("https://h/v1");
        Problems(Row($$"""{ "provider": "openai", "{{name}}": »"h/v1" }"""), $"error invalidBaseUrl [0].{name}");
        CleanModel(Row($$"""{ "{{name}}": "http://localhost:11434" }""")).Provider.Should().Be(ModelProvider.Ollama);
    }

    [Theory]
    [InlineData("""{ "base_url": "https://a", »"url": "https://b" }""", "url")]
    [InlineData("""{ »"url": "https://b", "base_url": "https://a" }""", "url")]
    [InlineData("""{ »"endpoint": "https://b", "api_base": "https://a" }""", "endpoint")]
    [InlineData("""{ "url": "https://a", »"azure_endpoint": "https://b" }""", "azure_endpoint")]
    [InlineData("""{ »"url": "https://b", "base_url": null, "baseUrl": "https://a" }""", "url")]
    public void Of_two_addresses_the_spelling_nearest_to_base_url_holds(string row, string ignored) =>
        Problems(Row($$"""{ "provider": "openai", {{row[1..]}}"""), $"warning conflictingAliases [0].{ignored}")
            .Catalog!.Models.Should()
            .ContainSingle()
            .Which.BaseUrl.Should()
            .Be("https://a");

    [Theory]
    [InlineData("""{ "base_url": "https://a", "url": "https://a" }""")]
    [InlineData("""{ "base_url": "", "url": "https://a" }""")]
    [InlineData("""{ "base_url": null, "url": "https://a" }""")]
    [InlineData("""{ "url": "https://a", "base_url": " " }""")]
    [InlineData("""{ "base_url": "https://a", "url": null, "endpoint": "" }""")]
    public void A_spelling_that_states_no_address_does_not_hide_one_that_does(string row) =>
        AddressOf($$"""{ "provider": "openai", {{row[1..]}}""").Should().Be("https://a/");

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("null")]
    public void Without_any_address_the_providers_own_is_asked(string nothing) =>
        AddressOf($$"""{ "provider": "openai", "base_url": {{nothing}}, "url": {{nothing}} }""").Should().Be("https://api.openai.com/v1");

    [Theory]
    [InlineData("»\"host\": \"http://10.0.0.1\"", "host")]
    [InlineData("»\"host\": \"HTTPS://H\"", "host")]
    [InlineData("»\"server_address\": \"https://h\"", "server_address")]
    [InlineData("»\"apiEndpointOverride\": \"https://h\"", "apiEndpointOverride")]
    [InlineData("»\"inference_uri\": \"https://h\"", "inference_uri")]
    [InlineData("»\"http_proxy\": \"http://h\"", "http_proxy")]
    [InlineData("\"options\": { \"temperature\": 1, »\"baseURL\": \"https://h\" }", "options.baseURL")]
    [InlineData("\"litellm_params\": { »\"api_base\": \"https://h\" }", "litellm_params.api_base")]
    [InlineData("\"extraArgs\": { »\"base_url\": \"https://h\" }", "extraArgs.base_url")]
    [InlineData("\"options\": { \"http\": { »\"base_url\": \"https://h\" } }", "options.http.base_url")]
    [InlineData("\"provider_options\": [1, { »\"url\": \"https://h\" }]", "provider_options[1].url")]
    [InlineData("»\"api_hosts\": [\"https://h\"]", "api_hosts")]
    [InlineData("»\"host\": \"localhost\"", "host")]
    [InlineData("»\"host\": \"10.0.0.5\"", "host")]
    [InlineData("»\"server\": \"gpu-box:8000\"", "server")]
    [InlineData("»\"server\": \" gpu-box:8000/v1 \"", "server")]
    [InlineData("\"base_url\": null, »\"host\": \"https://h\"", "host")]
    [InlineData("\"base_url\": \" \", »\"host\": \"https://h\"", "host")]
    public void A_row_whose_address_is_not_understood_is_left_out_and_never_asked_at_the_providers_own(string fields, string path) =>
        Problems($$"""[{ "model": "m", "provider": "openai", {{fields}} }, "last"]""", $"error invalidBaseUrl [0].{path}")
            .Catalog!.Models.Should()
            .ContainSingle()
            .Which.Slug.Value.Should()
            .Be("last");

    [Theory]
    [InlineData("https://${env:HOST}/v1")]
    [InlineData("https://h/${env:PATH}/v1")]
    [InlineData("${BASE}")]
    [InlineData("https://{env:HOST}/v1")]
    [InlineData("https://{{HOST}}/v1")]
    public void An_address_with_a_reference_costs_the_row(string address) =>
        Problems(Row($$"""{ "provider": "openai", "base_url": »"{{address}}" }"""), "error invalidBaseUrl [0].base_url")
            .Problems[0]
            .Message.Should()
            .Contain("Write the address itself.");

    [Fact]
    public void The_message_names_the_field_and_says_what_to_write() =>
        Parse(Row("""{ "provider": "openai", "options": { "baseURL": "https://user:CANARY@h" } }"""))
            .Problems.Should()
            .ContainSingle()
            .Which.Message.Should()
            .Be("\"baseURL\" seems to hold the model's address, so the row is left out. Write it as `base_url`.");

    [Theory]
    [InlineData("\"docs_url\": \"https://h\"")]
    [InlineData("\"documentationUrl\": \"https://h\"")]
    [InlineData("\"homepage_url\": \"https://h\"")]
    [InlineData("\"icon_url\": \"https://h\"")]
    [InlineData("\"pricing_url\": \"https://h\"")]
    [InlineData("\"website_url\": \"https://h\"")]
    [InlineData("\"notes\": \"https://h\"")]
    [InlineData("\"url_style\": \"path\"")]
    [InlineData("\"server\": 5")]
    [InlineData("\"server\": \"llama.cpp\"")]
    [InlineData("\"server_version\": \"0.6.1\"")]
    [InlineData("\"base_model\": \"llama3.1:8b\"")]
    [InlineData("\"open_endpoints\": [\"chat\", \"responses\"]")]
    [InlineData("\"links\": { \"docs_url\": \"https://h\" }")]
    [InlineData("\"extra_headers\": { \"X-Base-Url\": \"https://h\" }")]
    [InlineData("\"card\": \"https://h\"")]
    public void A_page_or_what_is_no_address_does_not_cost_the_row(string fields) =>
        AddressOf($$"""{ "provider": "openai", {{fields}} }""").Should().Be("https://api.openai.com/v1");

    [Theory]
    [InlineData("\"host\": \"https://other\"")]
    [InlineData("\"options\": { \"baseURL\": \"https://other\" }")]
    public void Beside_a_base_url_no_other_address_matters(string fields) =>
        AddressOf($$"""{ "provider": "openai", "base_url": "https://h/v1", {{fields}} }""").Should().Be("https://h/v1");

    [Theory]
    [InlineData("http://h:11434", "http://h:11434/v1")]
    [InlineData("http://h:11434/", "http://h:11434/v1")]
    [InlineData("http://h:11434/api", "http://h:11434/v1")]
    [InlineData("http://h:11434/api/", "http://h:11434/v1")]
    [InlineData("http://h:11434/api/chat", "http://h:11434/v1")]
    [InlineData("http://h:11434/api/generate", "http://h:11434/v1")]
    [InlineData("http://h:11434/v1", "http://h:11434/v1")]
    [InlineData("http://h:11434/v1/", "http://h:11434/v1")]
    [InlineData("https://ollama.example.com", "https://ollama.example.com/v1")]
    [InlineData("https://h/ollama/v1", "https://h/ollama/v1")]
    [InlineData("https://h/team/ollama", "https://h/team/ollama")]
    public void Ollamas_own_address_is_taken_for_its_chat_completions(string written, string expected)
    {
        AddressOf($$"""{ "provider": "ollama", "base_url": "{{written}}" }""").Should().Be(expected);
        AddressOf("""{ "provider": "openai", "base_url": "https://h/api" }""").Should().Be("https://h/api", "only Ollama has such paths");
    }

    [Theory]
    [InlineData("openai", "http://127.0.0.1:11434", "http://127.0.0.1:11434/v1")]
    [InlineData("generic-chat-completion-api", "http://gpu:11434/", "http://gpu:11434/v1")]
    [InlineData("anthropic", "http://127.0.0.1:11434", "http://127.0.0.1:11434/")]
    [InlineData("openai", "http://127.0.0.1:1234", "http://127.0.0.1:1234/")]
    public void At_Ollamas_port_the_other_providers_of_its_format_are_asked_there_too(string provider, string written, string expected) =>
        AddressOf($$"""{ "provider": "{{provider}}", "base_url": "{{written}}" }""").Should().Be(expected);

    [Theory]
    [InlineData("localhost:11434", "http://localhost:11434/v1")]
    [InlineData("127.0.0.1:11434", "http://127.0.0.1:11434/v1")]
    [InlineData("[::1]:11434/v1/", "http://[::1]:11434/v1")]
    public void An_address_of_this_machine_may_lack_its_scheme(string written, string expected) =>
        Problems(Row($$"""{ "base_url": »"{{written}}" }"""), "warning invalidBaseUrl [0].base_url")
            .Catalog!.Models.Should()
            .ContainSingle()
            .Which.BaseUrl.AbsoluteUri.Should()
            .Be(expected);

    [Theory]
    [InlineData("gpu-box:11434")]
    [InlineData("10.0.0.5:8000/v1")]
    [InlineData("llm.example.com")]
    [InlineData("localhost.example.com:80")]
    public void Another_machines_address_may_not(string written) =>
        Problems(Row($$"""{ "provider": "openai", "base_url": »"{{written}}" }"""), "error invalidBaseUrl [0].base_url")
            .Catalog!.Models.Should()
            .BeEmpty();

    private static string AddressOf(string row) => CleanModel(Row(row)).BaseUrl.AbsoluteUri;

    private static string Row(string row) => $$"""[{ "model": "m", {{row[1..]}}]""";
}
