namespace ShimLsp.Core.Models.Fields;

/// <summary>The fields of a model's row.</summary>
internal static class RowFields
{
    /// <summary>A slug: no white space and no control characters inside.</summary>
    internal static FieldType.Text Slugs { get; } =
        new(@"^\s*[^\s\u0000-\u001f\u007f-\u009f]*\s*$", "A slug has no spaces, such as \"gpt-mini\".");

    public static Field Model { get; } =
        new(
            "model",
            new FieldType.Text(SomePattern, "Give the provider's name for the model."),
            "The name that the provider knows the model by."
        )
        {
            Need = FieldNeed.Required,
            Example = "\"claude-haiku-5-5\"",
        };

    public static Field Provider { get; } =
        new("provider", new FieldType.Choice(ModelProviderNames.Words) { IsAnyCase = true }, "The API that the endpoint speaks.")
        {
            Need = FieldNeed.Conditional,
            Absent = "required, except beside a `base_url` that looks like Ollama's (port 11434, or `ollama` in the host)",
        };

    public static Field BaseUrl { get; } =
        new(
            "base_url",
            new FieldType.Text(@"^\s*($|[hH][tT][tT][pP][sS]?://)", "Write an absolute URL that starts with http:// or https://."),
            "The endpoint's base URL: absolute, http or https."
        )
        {
            // As LiteLLM, Continue, Cline, Roo, opencode, aider and LangChain have it. An address that is passed over would send the
            // prompts and the key to the provider's public default.
            Aliases =
            [
                "baseURL",
                "baseUrl",
                "api_base",
                "apiBase",
                "api_base_url",
                "apiBaseUrl",
                "base_uri",
                "baseURI",
                "url",
                "endpoint",
                "api_url",
                "apiUrl",
                "openai_api_base",
                "openai_base_url",
                "openAiBaseUrl",
                "anthropicBaseUrl",
                "ollamaBaseUrl",
                "azure_endpoint",
            ],
            Absent =
                "`https://api.openai.com/v1`, `https://api.anthropic.com` or `http://127.0.0.1:11434/v1`, by provider; "
                + "required for `generic-chat-completion-api`",
            Example = "\"https://llm.example.com/v1\"",
        };

    public static Field Wire { get; } =
        new(
            "wire",
            new FieldType.Choice(ModelWireNames.Words) { IsAnyCase = true },
            "The format of requests and replies that the endpoint speaks."
        )
        {
            Absent =
                "`messages` for `anthropic`, `responses` for `openai` at `api.openai.com` and for a `base_url` that ends in `/responses`; "
                + "else `chat`",
            Page = "upstream.md#requests",
        };

    public static Field Slug { get; } =
        new("slug", Slugs, "The short name, without spaces, by which the model is listed, switched to and routed to.")
        {
            Absent = "made of `model`",
            Example = "\"haiku\"",
        };

    public static Field DisplayName { get; } =
        new("display_name", new FieldType.Text(), "The name that a picker shows.")
        {
            Aliases = ["displayName", "name"],
            Absent = "the same as `model`",
            Example = "\"Claude Haiku\"",
        };

    public static Field ApiKey { get; } =
        new(
            "api_key",
            new FieldType.Text(),
            "Where the key comes from: `${env:NAME}`, `${file:/path}` or `${secret:NAME}`, as the whole value."
        )
        {
            Aliases = ["apiKey", "bearerToken", "bearer_token"],
            Absent = "no key is sent",
            Example = "\"${env:ANTHROPIC_API_KEY}\"",
            Page = "configuration.md#keys",
        };

    /// <summary>The Python shim's name for a key in an environment variable.</summary>
    public static Field ApiKeyEnv { get; } =
        new(
            "api_key_env",
            new FieldType.Text(VariablePattern, "Write the variable's name alone: letters, digits and underscores."),
            "The older spelling of a key in an environment variable: the variable's name alone; `api_key` wins if both are given."
        )
        {
            Aliases = ["apiKeyEnv"],
            IsOlder = true,
            Page = "configuration.md#keys",
        };

    public static Field MaxContextLimit { get; } =
        new("max_context_limit", new FieldType.Number(NumberRange.Tokens), "The largest input, in tokens.")
        {
            Aliases = ["maxContextLimit"],
            Absent = "not checked",
            Example = "200000",
        };

    public static Field MaxOutputTokens { get; } =
        new("max_output_tokens", new FieldType.Number(NumberRange.Tokens), "The longest reply, in tokens.")
        {
            Aliases = ["maxOutputTokens"],
            Absent = "the provider's own limit",
            Example = "8192",
        };

    public static Field SupportsImages { get; } =
        new("supports_images", new FieldType.Flag(), "Whether the model reads images.") { Aliases = ["supportsImages"], Default = "false" };

    /// <summary>The older, inverse spelling of <see cref="SupportsImages"/>.</summary>
    public static Field NoImageSupport { get; } =
        new("no_image_support", new FieldType.Flag(), "The older, inverse spelling of `supports_images`, which wins if both are given.")
        {
            Aliases = ["noImageSupport"],
            IsOlder = true,
        };

    public static Field SupportsTools { get; } =
        new("supports_tools", new FieldType.Flag(), "Whether the model calls tools.") { Aliases = ["supportsTools"], Default = "true" };

    public static Field Pricing { get; } =
        new("pricing", new FieldType.Object(PricingFields.Table), "Prices in US dollars per million tokens.")
        {
            Absent = "no savings are computed",
        };

    public static Field Cost { get; } =
        new(
            "cost",
            new FieldType.Number(NumberRange.Cost),
            "Relative cost, in any unit of your own; it orders the candidates if every one of them has it."
        )
        {
            Absent = "`pricing` orders them if every candidate has it; else all count as equally expensive",
        };

    public static Field Strength { get; } =
        new("strength", new FieldType.Number(NumberRange.Fraction), "How capable the model is, from 0 to 1.")
        {
            Absent = "a built-in value for the model's family",
            Page = "strengths.md",
        };

    public static Field Card { get; } =
        new("card", new FieldType.Text(), "What the model is strong and weak at, in a sentence or two; a classifier reads it.")
        {
            Example = "\"Fast. Strong on edits of one file, weak on design.\"",
        };

    public static Field Candidate { get; } =
        new("candidate", new FieldType.Flag(), "Whether Auto may choose the model; `false` overrides `candidates` of the `router` block.")
        {
            Default = "true",
        };

    public static Field ExtraHeaders { get; } =
        new(
            "extra_headers",
            new FieldType.Map(),
            "Headers sent with each request; a value may contain references as in `api_key`, also inside text: `Bearer ${env:NAME}`."
        )
        {
            Aliases = ["extraHeaders"],
            Absent = "none",
            Page = "configuration.md#keys",
        };

    public static Field Omit { get; } =
        new("omit", new FieldType.Choices(OmittableOptions.Words), "Options that are never sent to the model.")
        {
            Absent = "only those that it has refused are left out",
            Example = "[\"temperature\"]",
            Page = "upstream.md#refusals",
        };

    public static FieldTable Table { get; } =
        new(
            [
                Model,
                Provider,
                BaseUrl,
                Wire,
                Slug,
                DisplayName,
                ApiKey,
                ApiKeyEnv,
                MaxContextLimit,
                MaxOutputTokens,
                SupportsImages,
                NoImageSupport,
                SupportsTools,
                Pricing,
                Cost,
                Strength,
                Card,
                Candidate,
                ExtraHeaders,
                Omit,
            ],
            "id",
            "index",
            "raw",
            "extraArgs",
            "extra_args"
        );

    /// <summary>A text that is not blank.</summary>
    private const string SomePattern = @"\S";

    /// <summary>The name of an environment variable.</summary>
    private const string VariablePattern = @"^(\s*[A-Za-z_][A-Za-z0-9_]*\s*)?$";
}
