using System.Collections.Immutable;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Targets;

/// <summary>
/// The words of the contract's methods. Those that name files are left out: a fuzzer has no business in other people's folders.
/// </summary>
internal static class ContractGrammar
{
    private static readonly ImmutableArray<string> Methods =
    [
        "listModels",
        "switchModel",
        "route",
        "route",
        "route",
        "chat",
        "chat",
        "setCredential",
        "reportOutcome",
        "invalidateCache",
        "status",
        "setTrust",
        "configure",
        "subscribe",
        "nowhere",
        "$/cancelRequest",
        "$/progress",
        "$/setTrace",
        "initialize",
        "exit",
        "shutdown",
    ];

    public static Grammar Create()
    {
        var signals = SignalGrammar.Create();
        return new()
        {
            Names = signals
                .Names.SetItem("", ["jsonrpc", "id", "method", "params", "result", "error"])
                .SetItem("listModels", ["x"])
                .SetItem("switchModel", ["slug", "persist"])
                .SetItem(
                    "route",
                    [
                        "task",
                        "messages",
                        "body",
                        "images",
                        "tools",
                        "inputTokens",
                        "conversationId",
                        "candidates",
                        "noCache",
                        "workDoneToken",
                    ]
                )
                .SetItem(
                    "chat",
                    [
                        "messages",
                        "messages",
                        "body",
                        "body",
                        "model",
                        "conversationId",
                        "maxOutputTokens",
                        "temperature",
                        "tools",
                        "partialResultToken",
                    ]
                )
                .SetItem("setCredential", ["name", "secret"])
                .SetItem(
                    "body",
                    [
                        "messages",
                        "input",
                        "tools",
                        "system",
                        "instructions",
                        "tool_choice",
                        "response_format",
                        "stop",
                        "max_tokens",
                        "top_p",
                    ]
                )
                .SetItem("reportOutcome", ["slug", "slug", "decisionId", "status", "status", "error", "retryAfterSeconds"])
                .SetItem("setTrust", ["trusted"])
                .SetItem("configure", ["settings"])
                .SetItem("settings", ["shim", "router", "logLevel", "router.threshold"])
                .SetItem("shim", ["router", "logLevel"])
                .SetItem(
                    "router",
                    [
                        "enabled",
                        "threshold",
                        "cacheCapacity",
                        "cacheTtlSeconds",
                        "classifier",
                        "timeoutSeconds",
                        "affinity",
                        "default",
                        "cache",
                    ]
                )
                .SetItem("subscribe", ["events"])
                .SetItem("$/cancelRequest", ["id"])
                .SetItem("*", ["slug", "task", "text", "\\ud800", "", "SLUG", "sl\\u0075g"]),
            Arrays = signals.Arrays.Union(["candidates", "events"]),
            Strings =
            [
                .. signals.Strings,
                "auto",
                "haiku",
                "local-small",
                "local-large",
                "opus",
                "haiko",
                "timeout",
                "network",
                "c1",
                "conversation",
                "none",
                "debug",
                "activeModelChanged",
                "modelsChanged",
                "availabilityChanged",
                "routed",
            ],
            MoreTokens = ["\n", "\"id\":1,", "\"params\":null", "\"params\":[]", "429", "401", "1e300"],
        };
    }

    /// <summary>One call, mostly of a method that there is.</summary>
    public static string Call(Grammar grammar, Random random, int id)
    {
        var method = Methods[random.Next(Methods.Length)];
        var asRequest = random.Next(6) == 0 ? "" : $"\"id\":{id},";
        return $$"""{"jsonrpc":"2.0",{{asRequest}}"method":"{{method}}","params":{{grammar.Value(random, method, depth: 5)}}}""";
    }
}
