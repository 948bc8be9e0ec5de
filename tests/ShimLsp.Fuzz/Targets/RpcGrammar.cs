using System.Collections.Immutable;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Targets;

/// <summary>The words of JSON-RPC, and of the framing around it.</summary>
internal static class RpcGrammar
{
    public static Grammar Create(params ImmutableArray<string> moreTokens) =>
        new()
        {
            Names = ImmutableDictionary.CreateRange(
                new Dictionary<string, ImmutableArray<string>>
                {
                    [""] =
                    [
                        "jsonrpc",
                        "jsonrpc",
                        "id",
                        "id",
                        "method",
                        "method",
                        "params",
                        "result",
                        "error",
                        "traceparent",
                        "x",
                        "m\\u0065thod",
                        "i\\u0064",
                    ],
                    ["params"] = ["id", "text", "token", "value", "x"],
                    ["error"] = ["code", "message", "data"],
                    ["*"] = ["jsonrpc", "id", "method", "params", "", "\\ud800", "x"],
                }
            ),
            Strings =
            [
                "2.0",
                "2.0",
                "2\\u002e0",
                "1.0",
                "ping",
                "park",
                "$/cancelRequest",
                "$/progress",
                "exit",
                "p\\u0069ng",
                "a",
                "1",
                "probe0",
            ],
            MoreTokens =
            [
                "\"jsonrpc\":\"2.0\",",
                "\"id\":1,",
                "\"id\":\"a\",",
                "\"method\":\"ping\",",
                "[[[[[[[[",
                "]]]]]]]]",
                .. moreTokens,
            ],
        };

    /// <summary>A message, mostly a call.</summary>
    public static string Message(Grammar grammar, Random random) =>
        random.Next(3) == 0
            ? grammar.Value(random, "", depth: 3)
            : $$"""
                {"jsonrpc":"2.0","id":{{random.Next(4)}},"method":"{{(random.Next(4) == 0 ? "park" : "ping")}}",
                    "params":{{grammar.Value(random, "params", depth: 2)}}}
                """;
}
