using System.Text.Json;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// Reads valid UTF-8 into a tree with positions, in one pass and without recursion. Comments and trailing commas are allowed.
/// </summary>
internal static class JsonSyntaxReader
{
    /// <summary>The largest nesting depth that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads the text.</summary>
    /// <param name="utf8">The text, without a byte order mark.</param>
    /// <param name="fault">Why there is no tree; null if there is one.</param>
    /// <returns>The tree; null if the text is not JSON.</returns>
    public static JsonSyntax? Read(ReadOnlySpan<byte> utf8, out SyntaxFault? fault)
    {
        // The reader allows one level more than we do, so that we see the excess level here and can report it.
        var reader = new Utf8JsonReader(
            utf8,
            new JsonReaderOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
                MaxDepth = MaxDepth + 1,
            }
        );
        var tree = new JsonSyntaxBuilder();
        var sawToken = false;
        try
        {
            while (reader.Read())
            {
                sawToken = true;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && tree.Depth == MaxDepth)
                {
                    fault = new SyntaxFault(SyntaxFaultKind.TooDeep, (int)reader.TokenStartIndex);
                    return null;
                }

                Take(ref reader, tree);
            }
        }
        catch (JsonException error)
        {
            // The exception's message can quote the text, and the text can contain keys. So only its position is used.
            fault = new SyntaxFault(sawToken || !IsBlank(utf8) ? SyntaxFaultKind.Grammar : SyntaxFaultKind.Empty, OffsetOf(error, utf8));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The grammar allows "\ud800". Only unescaping rejects it.
            fault = new SyntaxFault(SyntaxFaultKind.LoneSurrogate, (int)reader.TokenStartIndex);
            return null;
        }

        fault = null;
        return tree.Root;
    }

    private static void Take(ref Utf8JsonReader reader, JsonSyntaxBuilder tree)
    {
        var (start, end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                tree.Open(start, isObject: true);
                break;
            case JsonTokenType.StartArray:
                tree.Open(start, isObject: false);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                tree.Close(end);
                break;
            case JsonTokenType.PropertyName:
                tree.Name(ref reader, start);
                break;
            case JsonTokenType.String:
                tree.Add(new StringSyntax(start, end, reader.GetString()!));
                break;
            case JsonTokenType.Number:
                tree.Add(new NumberSyntax(start, end, reader.TryGetDouble(out var number) ? number : double.PositiveInfinity));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                tree.Add(new BooleanSyntax(start, end, reader.GetBoolean()));
                break;
            default:
                tree.Add(new NullSyntax(start, end));
                break;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> utf8) => utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>The exception counts lines by line feeds, and bytes within the line.</summary>
    private static int OffsetOf(JsonException error, ReadOnlySpan<byte> utf8)
    {
        var lineStart = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            var feed = utf8[lineStart..].IndexOf((byte)'\n');
            if (feed < 0)
            {
                return utf8.Length;
            }

            lineStart += feed + 1;
        }

        return (int)Math.Min(lineStart + (error.BytePositionInLine ?? 0), utf8.Length);
    }
}
