using System.Text.Json;
using ShimLsp.Core.Models.Text;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Core.Tests.Models.Text;

/// <summary>The tree as .NET's own reader sees it; null where it sees no JSON. Our reader must see the same.</summary>
internal static class PlatformSyntax
{
    public static string? Of(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(
            JsonComments.Blank(utf8),
            new JsonReaderOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
                MaxDepth = JsonSyntaxReader.MaxDepth,
            }
        );
        try
        {
            _ = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(utf8);
            var shown = new List<string>();
            while (reader.Read())
            {
                var start = reader.TokenStartIndex;
                shown.Add(
                    reader.TokenType switch
                    {
                        JsonTokenType.StartObject => $"{{ {start}",
                        JsonTokenType.StartArray => $"[ {start}",
                        JsonTokenType.EndObject or JsonTokenType.EndArray => $"end {reader.BytesConsumed}",
                        JsonTokenType.PropertyName => $"name {start} {reader.GetString()}",
                        JsonTokenType.String => $"text {start} {start + reader.ValueSpan.Length + 2} {reader.GetString()}",
                        JsonTokenType.Number =>
                            $"number {start} {start + reader.ValueSpan.Length} {(reader.TryGetDouble(out var value) ? value : 1 / 0.0):R}",
                        JsonTokenType.True or JsonTokenType.False => $"flag {start} {reader.GetBoolean()}",
                        _ => $"null {start}",
                    }
                );
            }

            return string.Join('\n', shown);
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException or System.Text.DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The same of our tree.</summary>
    public static string Of(JsonSyntax root) => string.Join('\n', Lines(root));

    private static IEnumerable<string> Lines(JsonSyntax node) =>
        node switch
        {
            ObjectSyntax parent =>
            [
                $"{{ {node.Start}",
                .. parent.Members.SelectMany(member => Lines(member.Value).Prepend($"name {member.NameStart} {member.Name}")),
                $"end {node.End}",
            ],
            ArraySyntax parent => [$"[ {node.Start}", .. parent.Items.SelectMany(Lines), $"end {node.End}"],
            StringSyntax text => [$"text {node.Start} {node.End} {text.Value}"],
            NumberSyntax number => [$"number {node.Start} {node.End} {number.Value:R}"],
            BooleanSyntax flag => [$"flag {node.Start} {flag.Value}"],
            NullSyntax => [$"null {node.Start}"],
            _ => [$"missing {node.Start} {node.End}"],
        };
}
