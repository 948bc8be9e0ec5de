using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// Reads valid UTF-8 into a tree with positions, in one pass and with no recursion. Comments and trailing commas are welcome.
/// </summary>
internal static class JsonSyntaxReader
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads the text.</summary>
    /// <param name="utf8">The text, without a byte order mark.</param>
    /// <param name="fault">Why there is no tree; null where there is one.</param>
    /// <returns>The tree; null where the text is not JSON.</returns>
    public static JsonSyntax? Read(ReadOnlySpan<byte> utf8, out SyntaxFault? fault)
    {
        // One level more than is allowed, so that the one too many is seen here and can be named.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = MaxDepth + 1,
        });
        var open = new Stack<OpenContainer>();
        JsonSyntax? root = null;
        var sawToken = false;
        try
        {
            while (reader.Read())
            {
                sawToken = true;
                var start = (int)reader.TokenStartIndex;
                JsonSyntax? value = null;
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray when open.Count == MaxDepth:
                        fault = new SyntaxFault(SyntaxFaultKind.TooDeep, start);
                        return null;
                    case JsonTokenType.StartObject:
                        open.Push(OpenContainer.Object(start));
                        break;
                    case JsonTokenType.StartArray:
                        open.Push(OpenContainer.Array(start));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        value = open.Pop().Close((int)reader.BytesConsumed);
                        break;
                    case JsonTokenType.PropertyName:
                        open.Peek().Name(reader.GetString()!, start);
                        break;
                    default:
                        value = Scalar(ref reader, start);
                        break;
                }

                if (value is not null && open.TryPeek(out var parent))
                {
                    parent.Add(value);
                }
                else
                {
                    root = value ?? root;
                }
            }
        }
        catch (JsonException error)
        {
            // The exception's own message can quote the text, and the text can hold keys: only its place is taken.
            fault = new SyntaxFault(sawToken || !IsBlank(utf8) ? SyntaxFaultKind.Grammar : SyntaxFaultKind.Empty, OffsetOf(error, utf8));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The grammar lets "\ud800" pass; only its unescaping refuses.
            fault = new SyntaxFault(SyntaxFaultKind.LoneSurrogate, (int)reader.TokenStartIndex);
            return null;
        }

        fault = null;
        return root;
    }

    private static JsonSyntax Scalar(ref Utf8JsonReader reader, int start)
    {
        var end = (int)reader.BytesConsumed;
        return reader.TokenType switch
        {
            JsonTokenType.String => new StringSyntax(start, end, reader.GetString()!),
            JsonTokenType.Number => new NumberSyntax(start, end, reader.TryGetDouble(out var number) ? number : double.PositiveInfinity),
            JsonTokenType.True => new BooleanSyntax(start, end, true),
            JsonTokenType.False => new BooleanSyntax(start, end, false),
            _ => new NullSyntax(start, end),
        };
    }

    private static bool IsBlank(ReadOnlySpan<byte> utf8) => utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>The exception counts lines by line feed and bytes within the line.</summary>
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

    /// <summary>An object or an array whose end has not been read.</summary>
    private sealed class OpenContainer
    {
        private readonly int start;
        private readonly ImmutableArray<JsonMember>.Builder? members;
        private readonly ImmutableArray<JsonSyntax>.Builder? items;
        private string name = "";
        private int nameStart;

        private OpenContainer(int start, ImmutableArray<JsonMember>.Builder? members, ImmutableArray<JsonSyntax>.Builder? items)
        {
            this.start = start;
            this.members = members;
            this.items = items;
        }

        public static OpenContainer Object(int start) => new(start, ImmutableArray.CreateBuilder<JsonMember>(), null);

        public static OpenContainer Array(int start) => new(start, null, ImmutableArray.CreateBuilder<JsonSyntax>());

        public void Name(string text, int at) => (name, nameStart) = (text, at);

        public void Add(JsonSyntax value)
        {
            members?.Add(new JsonMember(name, nameStart, value));
            items?.Add(value);
        }

        public JsonSyntax Close(int end) => members is not null
            ? new ObjectSyntax(start, end, members.DrainToImmutable())
            : new ArraySyntax(start, end, items!.DrainToImmutable());
    }
}
