using CsCheck;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>
/// JSON that looks like requests gone wrong: the right names in the wrong places, broken characters, every type anywhere.
/// </summary>
internal static class RandomJson
{
    private static readonly string[] Names =
    [
        "role",
        "content",
        "type",
        "text",
        "messages",
        "input",
        "source",
        "image_url",
        "image",
        "images",
        "url",
        "data",
        "file_data",
        "media_type",
        "mimeType",
        "arguments",
        "output",
        "tools",
        "system",
        "r\\u006fle",
        "\\ud800",
        "",
        "x_id",
        "\\\\",
    ];

    private static readonly string[] Strings =
    [
        "user",
        "assistant",
        "tool",
        "text",
        "input_text",
        "image",
        "image_url",
        "tool_result",
        "image/png",
        "text/plain",
        "data:image/png;base64,AA",
        "",
        " ",
        "\\ud800",
        "\\udc00\\ud800",
        "\\n\\\"\\\\\\/\\b\\f\\r\\t",
        "\\u4e2d",
        "words of a task",
    ];

    private static readonly Gen<string> Name = OneOf(Names);

    private static readonly Gen<string> Leaf = Gen.OneOf(
        OneOf("null", "true", "false", "0", "-1.5e300", "{}", "[]"),
        OneOf(Strings).Select(text => $"\"{text}\"")
    );

    public static Gen<string> Of(int depth) =>
        depth == 0
            ? Leaf
            : Gen.OneOf(
                Leaf,
                Of(depth - 1).Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
                Gen.Select(Name, Of(depth - 1))
                    .Array[0, 5]
                    .Select(fields => $$"""{{{string.Join(',', fields.Select(field => $"\"{field.Item1}\":{field.Item2}"))}}}""")
            );

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
