using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

public class CatalogShapesTests
{
    private const string Row = """{ "model": "m", "provider": "ollama" }""";

    [Theory]
    [InlineData("""{ "models": [ROW] }""")]
    [InlineData("""{ "customModels": [ROW] }""")]
    [InlineData("""{ "launchModels": [ROW] }""")]
    [InlineData("""{ "launch_models": [ROW] }""")]
    [InlineData("""[ROW]""")]
    [InlineData("\uFEFF[ROW]")]
    [InlineData("""["m"]""")]
    [InlineData("""{ "models": ["m"] }""")]
    [InlineData(
        """
            // a comment
            { "models": [ /* another */ ROW, ], }
            // the last
            """
    )]
    public void Every_shape_of_the_file_lists_the_model(string file)
    {
        var model = CleanModel(file.Replace("ROW", Row, StringComparison.Ordinal));

        model.Slug.Value.Should().Be("m");
        model.Provider.Should().Be(ModelProvider.Ollama);
        model.BaseUrl.Should().Be("http://127.0.0.1:11434/v1");
        model.Credential.Should().Be(CredentialReference.None);
    }

    [Theory]
    [InlineData("base_url", "\"https://h/v1\"")]
    [InlineData("baseURL", "\"https://h/v1\"")]
    [InlineData("baseUrl", "\"https://h/v1/\"")]
    [InlineData("api_key", "\"${env:KEY}\"")]
    [InlineData("apiKey", "\"${env:KEY}\"")]
    [InlineData("api_key_env", "\"KEY\"")]
    [InlineData("apiKeyEnv", "\" KEY \"")]
    [InlineData("bearerToken", "\"${KEY}\"")]
    [InlineData("bearer_token", "\"${KEY}\"")]
    [InlineData("display_name", "\"Shown\"")]
    [InlineData("displayName", "\"Shown\"")]
    [InlineData("name", "\"Shown\"")]
    [InlineData("max_context_limit", "4096")]
    [InlineData("maxContextLimit", "4096")]
    [InlineData("max_output_tokens", "1024")]
    [InlineData("maxOutputTokens", "1024")]
    [InlineData("supports_images", "true")]
    [InlineData("supportsImages", "true")]
    [InlineData("no_image_support", "false")]
    [InlineData("noImageSupport", "false")]
    [InlineData("supports_tools", "false")]
    [InlineData("supportsTools", "false")]
    [InlineData("extra_headers", """{ "X-A": "b" }""")]
    [InlineData("extraHeaders", """{ "X-A": "b" }""")]
    [InlineData("pricing", """{ "input": 1, "cached_input": 0.1, "output": 5 }""")]
    [InlineData("pricing", """{ "input": 1, "cachedInput": 0.1, "output": 5 }""")]
    [InlineData("strength", "0.5")]
    [InlineData("card", "\" Fast. \"")]
    [InlineData("slug", "\"s\"")]
    public void Every_spelling_of_a_field_says_the_same(string name, string value)
    {
        var model = CleanModel($$"""[{ "model": "m", "provider": "ollama", "{{name}}": {{value}} }]""");

        Described(model)
            .Should()
            .Be(
                name switch
                {
                    "base_url" or "baseURL" or "baseUrl" => "https://h/v1",
                    "api_key" or "apiKey" or "bearerToken" or "bearer_token" or "api_key_env" or "apiKeyEnv" => "${env:KEY}",
                    "display_name" or "displayName" or "name" => "Shown",
                    "max_context_limit" or "maxContextLimit" => "context 4096",
                    "max_output_tokens" or "maxOutputTokens" => "output 1024",
                    "supports_tools" or "supportsTools" => "no tools",
                    "extra_headers" or "extraHeaders" => "X-A=b",
                    "pricing" => "1, 0.1, 5 costs 6",
                    "strength" => "strength 0.5",
                    "card" => "Fast.",
                    "slug" => "s",
                    _ => "images",
                }
            );
    }

    [Theory]
    [InlineData("""{ "provider": "ollama" }""", "http://127.0.0.1:11434/v1")]
    [InlineData("""{ "provider": "openai" }""", "https://api.openai.com/v1")]
    [InlineData("""{ "provider": "OpenAI" }""", "https://api.openai.com/v1")]
    [InlineData("""{ "provider": "anthropic" }""", "https://api.anthropic.com/")]
    [InlineData("""{ "provider": "anthropic", "base_url": "" }""", "https://api.anthropic.com/")]
    [InlineData("""{ "provider": "generic-chat-completion-api", "base_url": "HTTP://H:8080/" }""", "http://h:8080/")]
    [InlineData("""{ "base_url": "http://localhost:11434/v1" }""", "http://localhost:11434/v1")]
    [InlineData("""{ "baseUrl": "http://ollama.lan/v1" }""", "http://ollama.lan/v1")]
    public void A_provider_that_has_an_endpoint_needs_no_base_url(string row, string expected) =>
        CleanModel($$"""[{ "model": "m", {{row[1..]}}]""").BaseUrl.AbsoluteUri.Should().Be(expected);

    [Theory]
    [InlineData("""{ "provider": "openai" }""", ModelWire.Responses)]
    [InlineData("""{ "provider": "openai", "base_url": "https://API.openai.com/v1/" }""", ModelWire.Responses)]
    [InlineData("""{ "provider": "openai", "base_url": "https://api.openai.com/v1/chat/completions" }""", ModelWire.Chat)]
    [InlineData("""{ "provider": "openai", "base_url": "https://llm.example.com/v1" }""", ModelWire.Chat)]
    [InlineData("""{ "provider": "generic-chat-completion-api", "base_url": "https://h/v1" }""", ModelWire.Chat)]
    [InlineData("""{ "provider": "generic-chat-completion-api", "base_url": "https://h/v1/responses?v=1" }""", ModelWire.Responses)]
    [InlineData("""{ "provider": "ollama" }""", ModelWire.Chat)]
    [InlineData("""{ "provider": "anthropic" }""", ModelWire.Messages)]
    [InlineData("""{ "provider": "openai", "wire": "chat" }""", ModelWire.Chat)]
    [InlineData("""{ "provider": "ollama", "wire": "Responses" }""", ModelWire.Responses)]
    [InlineData("""{ "provider": "anthropic", "wire": "messages" }""", ModelWire.Messages)]
    [InlineData("""{ "provider": "openai", "wire": null }""", ModelWire.Responses)]
    public void The_format_is_the_rows_or_the_one_of_provider_and_address(string row, ModelWire expected) =>
        CleanModel($$"""[{ "model": "m", {{row[1..]}}]""").Wire.Should().Be(expected);

    [Theory]
    [InlineData("slug", "\"route\"")]
    [InlineData("display_name", "\"Best\"")]
    [InlineData("displayName", "\"Best\"")]
    [InlineData("name", "\"Best\"")]
    [InlineData("enabled", "false")]
    [InlineData("classifier", "\"m\"")]
    [InlineData("threshold", "0.9")]
    [InlineData("default", "\"m\"")]
    [InlineData("cache", "false")]
    [InlineData("cache_capacity", "4")]
    [InlineData("cacheCapacity", "4")]
    [InlineData("cache_ttl_seconds", "1.5")]
    [InlineData("cacheTtlSeconds", "1.5")]
    [InlineData("timeout", "3")]
    [InlineData("timeout_seconds", "3")]
    [InlineData("timeoutSeconds", "3")]
    [InlineData("max_tokens", "7")]
    [InlineData("maxTokens", "7")]
    [InlineData("affinity", "\"none\"")]
    [InlineData("escalation", "\"off\"")]
    [InlineData("learning", "\"on\"")]
    public void Every_spelling_of_a_router_field_says_the_same(string name, string value)
    {
        var defaults = new RouterSpec();
        Clean($$"""{ "models": ["m"], "router": { "{{name}}": {{value}} } }""")
            .Router.Should()
            .Be(
                name switch
                {
                    "slug" => defaults with { Slug = new("route") },
                    "display_name" or "displayName" or "name" => defaults with { DisplayName = "Best" },
                    "enabled" => defaults with { Enabled = false },
                    "classifier" => defaults with { Classifier = new("m") },
                    "threshold" => defaults with { Threshold = 0.9 },
                    "default" => defaults with { Default = new("m") },
                    "cache" => defaults with { Cache = false },
                    "cache_capacity" or "cacheCapacity" => defaults with { CacheCapacity = 4 },
                    "cache_ttl_seconds" or "cacheTtlSeconds" => defaults with { CacheTtl = TimeSpan.FromSeconds(1.5) },
                    "timeout" or "timeout_seconds" or "timeoutSeconds" => defaults with { Timeout = TimeSpan.FromSeconds(3) },
                    "max_tokens" or "maxTokens" => defaults with { MaxTokens = 7 },
                    "escalation" => defaults with { Escalation = Escalation.Off },
                    "learning" => defaults with { Learning = Learning.On },
                    _ => defaults with { Affinity = Affinity.None },
                }
            );
    }

    [Fact]
    public void An_absent_router_block_is_one_with_every_default() => Clean("""["m"]""").Router.Should().Be(new RouterSpec());

    [Fact]
    public void Null_means_not_set() =>
        CleanModel(
                """
                [{ "slug": null, "model": "m", "provider": "ollama", "base_url": null, "api_key": null, "display_name": null,
                    "strength": null,
                   "max_context_limit": null, "pricing": null, "card": null, "cost": null, "extra_headers": null, "supports_images": null }]
                """
            )
            .Should()
            .BeEquivalentTo(CleanModel("""["m"]"""));

    [Fact]
    public void A_file_of_the_older_shim_works_unchanged()
    {
        var catalog = Clean(
            """
            {
              "logoAnimation": "off",
              "sessionDefaultSettings": { "model": "custom:Sonnet-0" },
              "customModels": [
                { "model": "claude-sonnet", "id": "custom:Sonnet-0", "index": 0, "baseUrl": "https://api.anthropic.com",
                    "apiKey": "${SONNET_KEY}",
                  "displayName": "Sonnet [Custom]", "maxOutputTokens": 8192, "noImageSupport": false, "provider": "anthropic",
                      "extraArgs": { "temperature": 1 } },
                { "model": "qwen", "id": "custom:Qwen-1", "index": 1, "baseUrl": "http://localhost:11434/v1", "apiKey": "",
                    "maxContextLimit": "",
                  "noImageSupport": true, "provider": "generic-chat-completion-api" },
              ],
              "router": { "candidates": [ { "id": "claude-sonnet", "cost": 3 }, { "id": "qwen", "cost": 0 } ] }
            }
            """
        );

        catalog
            .Models.Select(model => $"{model.Slug} {model.Credential} {(model.SupportsImages ? "images" : "text")} {model.Cost}")
            .Should()
            .Equal("claude-sonnet ${env:SONNET_KEY} images 3", "qwen none text 0");
    }

    private static string Described(ModelSpec model) =>
        model switch
        {
            { Slug.Value: not "m" } => model.Slug.Value,
            { BaseUrl.Host: "h" } => model.BaseUrl.AbsoluteUri,
            { Credential.Kind: not CredentialKind.None } => model.Credential.ToString(),
            { DisplayName: not "m" } => model.DisplayName,
            { ContextWindow: { } context } => $"context {context}",
            { MaxOutputTokens: { } output } => $"output {output}",
            { SupportsTools: false } => "no tools",
            { SupportsImages: true } => "images",
            { ExtraHeaders.Count: > 0 } => string.Join(
                ",",
                model.ExtraHeaders.Select(header => $"{header.Key}={header.Value.Expand(_ => null)}")
            ),
            { Pricing: { } pricing } => FormattableString.Invariant(
                $"{pricing.Input}, {pricing.CachedInput}, {pricing.Output} costs {model.Cost}"
            ),
            { Strength: { } strength } => FormattableString.Invariant($"strength {strength}"),
            _ => model.Card ?? "",
        };
}
