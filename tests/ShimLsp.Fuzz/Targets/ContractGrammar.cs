using System.Collections.Immutable;
using ShimLsp.Fuzz.Json;
using ShimLsp.Server.Contract;

namespace ShimLsp.Fuzz.Targets;

/// <summary>
/// The words of the contract's methods. Those that name files are left out: a fuzzer has no business in other people's folders.
/// </summary>
internal static class ContractGrammar
{
    // What the contract does not have: the plain front's methods, LSP's, and a method that nobody has.
    private static readonly ImmutableArray<string> Others =
    [
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

    // Those with the richest parameters come more often.
    private static readonly ImmutableArray<string> Methods =
    [
        .. ContractMethods.All.Select(method => method.Name),
        ContractMethods.Route.Name,
        ContractMethods.Route.Name,
        ContractMethods.Chat.Name,
        .. Others,
    ];

    public static Grammar Create()
    {
        var signals = SignalGrammar.Create();
        return new()
        {
            Names = signals
                .Names.SetItems(ContractMethods.All.Select(method => KeyValuePair.Create(method.Name, FieldsOf(method))))
                .SetItem("", ["jsonrpc", "id", "method", "params", "result", "error"])
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
                        "escalation",
                        "learning",
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
                "tooWeak",
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

    private static ImmutableArray<string> FieldsOf(ContractMethod method)
    {
        ImmutableArray<string> fields =
        [
            .. method.Parameters.Properties.Select(field => field.Name).Where(name => name != "workspaceFolder"),
        ];
        return fields.IsEmpty ? ["x"] : fields;
    }

    /// <summary>One call, mostly of a method that exists.</summary>
    public static string Call(Grammar grammar, Random random, int id)
    {
        var method = Methods[random.Next(Methods.Length)];
        var asRequest = random.Next(6) == 0 ? "" : $"\"id\":{id},";
        return $$"""{"jsonrpc":"2.0",{{asRequest}}"method":"{{method}}","params":{{grammar.Value(random, method, depth: 5)}}}""";
    }
}
