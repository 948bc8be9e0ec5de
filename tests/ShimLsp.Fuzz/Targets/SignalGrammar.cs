using System.Collections.Immutable;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Targets;

/// <summary>The words of chat-completions, Responses and Messages requests.</summary>
internal static class SignalGrammar
{
    private static readonly ImmutableArray<string> Message =
    [
        "role",
        "role",
        "content",
        "content",
        "type",
        "text",
        "images",
        "tool_calls",
        "tool_call_id",
        "name",
        "output",
        "id",
        "status",
    ];

    private static readonly ImmutableArray<string> Part =
    [
        "type",
        "type",
        "text",
        "text",
        "source",
        "image_url",
        "image",
        "image_file",
        "url",
        "uri",
        "data",
        "file_data",
        "file_url",
        "media_type",
        "mimeType",
        "input",
        "arguments",
        "output",
        "content",
        "cache_control",
        "detail",
        "x_id",
    ];

    public static Grammar Create() =>
        new()
        {
            Names = ImmutableDictionary.CreateRange(
                new Dictionary<string, ImmutableArray<string>>
                {
                    [""] =
                    [
                        "messages",
                        "messages",
                        "messages",
                        "input",
                        "system",
                        "instructions",
                        "tools",
                        "functions",
                        "response_format",
                        "model",
                    ],
                    ["messages"] = Message,
                    ["messages[]"] = Message,
                    ["input"] = Message,
                    ["input[]"] = Message,
                    ["content"] = Part,
                    ["content[]"] = Part,
                    ["source"] = ["type", "media_type", "data", "url"],
                    ["image_url"] = ["url", "detail"],
                    ["tools[]"] = ["type", "name", "function", "parameters", "input_schema"],
                    ["tool_calls[]"] = ["id", "type", "function"],
                    ["function"] = ["name", "arguments", "parameters"],
                    ["*"] = ["role", "content", "type", "text", "messages", "image", "r\\u006fle", "\\ud800", "", "\\\\"],
                }
            ),
            Arrays = ["messages", "input", "content", "tools", "functions", "images", "tool_calls", "system"],
            Strings =
            [
                "user",
                "user",
                "user",
                "assistant",
                "tool",
                "system",
                "text",
                "text",
                "input_text",
                "output_text",
                "image",
                "image_url",
                "input_image",
                "tool_result",
                "tool_use",
                "image/png",
                "text/plain",
                "application/pdf",
                "data:image/png;base64,AA",
                "DATA:IMAGE/png",
                "https://h/i.png",
                "us\\u0065r",
                "Fix the typo in README.md",
                "why is `a.b()` slow? prove it",
                "- one\\n- two\\n1. three",
                "```\\ncode\\n```",
                "diff --git a/x b/x\\n@@ -1 +1 @@\\n-a\\n+b",
                "  at A.B() in x.cs:line 3",
                "\\u4e2d\\u6587 deadlock",
                "rename",
                "thanks, please",
            ],
            MoreTokens =
            [
                "{\"role\":\"user\",\"content\":\"",
                "{\"type\":\"text\",\"text\":\"",
                "[[[[[[[[[[[[[[[[",
                "]]]]]]]]]]]]]]]]",
                "```",
                "src/a.ts ",
            ],
        };
}
