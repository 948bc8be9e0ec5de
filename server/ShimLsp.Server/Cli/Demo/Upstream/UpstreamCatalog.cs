namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>The catalog of the mock's models: one speaks OpenAI's format, two Anthropic's, and one only scores.</summary>
internal static class UpstreamCatalog
{
    public const string Small = "small";
    public const string Mid = "mid";
    public const string Large = "large";
    public const string Judge = "judge";

    /// <summary>The secret that holds the middle model's key.</summary>
    public const string MidKey = "mid-key";

    private const string SmallKey = "DEMO_SMALL_KEY";
    private const string LargeKey = "DEMO_LARGE_KEY";
    private const string JudgeKey = "DEMO_JUDGE_KEY";

    /// <summary>The variables for keys, and their values.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Keys =>
        [new(SmallKey, MockProviders.KeyOf(Small)), new(LargeKey, MockProviders.KeyOf(Large)), new(JudgeKey, MockProviders.KeyOf(Judge))];

    /// <summary>Its text.</summary>
    /// <param name="origin">Where the mock listens.</param>
    public static string At(string origin) =>
        $$$"""
            { "models": [
              { "slug": "{{{Small}}}", "model": "{{{Small}}}", "provider": "generic-chat-completion-api",
                "base_url": "{{{origin}}}/v1", "api_key": "${env:{{{SmallKey}}}}",
                "pricing": { "input": 0.4, "cached_input": 0.04, "output": 2 },
                "card": "Strong at renames, messages, small edits. Weak at anything that spans files." },
              { "slug": "{{{Mid}}}", "model": "{{{Mid}}}", "provider": "anthropic",
                "base_url": "{{{origin}}}", "api_key": "${secret:{{{MidKey}}}}",
                "pricing": { "input": 3, "cached_input": 0.3, "output": 15 },
                "card": "Strong at debugging and tools in one package. Weak at proofs and wide designs." },
              { "slug": "{{{Large}}}", "model": "{{{Large}}}", "provider": "anthropic",
                "base_url": "{{{origin}}}", "api_key": "${env:{{{LargeKey}}}}",
                "pricing": { "input": 15, "cached_input": 1.5, "output": 75 },
                "card": "Strong at distributed state, migrations and proofs." },
              { "slug": "{{{Judge}}}", "model": "{{{Judge}}}", "provider": "generic-chat-completion-api",
                "base_url": "{{{origin}}}/v1", "api_key": "${env:{{{JudgeKey}}}}",
                "pricing": { "input": 0.2, "cached_input": 0.02, "output": 1 } }
            ], "router": { "classifier": "{{{Judge}}}",
              "candidates": [ { "slug": "{{{Small}}}" }, { "slug": "{{{Mid}}}" }, { "slug": "{{{Large}}}" } ] } }
            """;
}
