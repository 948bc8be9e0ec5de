using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>
/// Makes edits that keep a text JSON, and its layout: a part that has its own lines is added and removed with a line. It never copies a
/// value, so no edit can carry a key.
/// </summary>
/// <param name="document">The document.</param>
internal sealed class JsonEdits(CatalogDocument document)
{
    private ReadOnlySpan<byte> Text => document.Text.Span;

    /// <summary>A text as a JSON string.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A value becomes another one.</summary>
    public static SpanEdit Replace(JsonSyntax node, string json) => new(new(node.Start, node.End), json);

    /// <summary>A member gets another name.</summary>
    public static SpanEdit Rename(JsonMember member, string name) => new(new(member.NameStart, member.NameEnd), Quote(name));

    /// <summary>Something is added at a place.</summary>
    public static SpanEdit Insert(int offset, string text) => new(new(offset, offset), text);

    /// <summary>A piece of a string becomes another one; null if the string has escapes: then its pieces have no places.</summary>
    /// <param name="node">The string.</param>
    /// <param name="start">The first character that is replaced.</param>
    /// <param name="length">How many are replaced.</param>
    /// <param name="text">What takes their place: letters that need no escape.</param>
    public SpanEdit? ReplaceIn(StringSyntax node, int start, int length, string text)
    {
        var value = node.Value;
        if (node.End - node.Start != Encoding.UTF8.GetByteCount(value) + 2 || Text[node.End - 1] != '"')
        {
            return null;
        }

        var from = node.Start + 1 + Encoding.UTF8.GetByteCount(value.AsSpan(0, start));
        return new(new(from, from + Encoding.UTF8.GetByteCount(value.AsSpan(start, length))), text);
    }

    /// <summary>A member goes, with its comma.</summary>
    public IEnumerable<SpanEdit> Remove(ObjectSyntax parent, JsonMember member)
    {
        var at = parent.Members.IndexOf(member);
        var before = at == 0 ? -1 : parent.Members[at - 1].Value.End;
        var after = at + 1 < parent.Members.Length ? parent.Members[at + 1].NameStart : parent.End;
        return Remove(before, new(member.NameStart, Math.Max(member.NameEnd, member.Value.End)), after);
    }

    /// <summary>An item goes, with its comma.</summary>
    public IEnumerable<SpanEdit> Remove(ArraySyntax parent, JsonSyntax item)
    {
        var at = parent.Items.IndexOf(item);
        var before = at == 0 ? -1 : parent.Items[at - 1].End;
        var after = at + 1 < parent.Items.Length ? parent.Items[at + 1].Start : parent.End;
        return Remove(before, new(item.Start, item.End), after);
    }

    /// <summary>A member is added behind the others.</summary>
    public SpanEdit Add(ObjectSyntax parent, string name, string json) =>
        parent.Members is [.., var last]
            ? Add(last.NameStart, Math.Max(last.NameEnd, last.Value.End), $"{Quote(name)}: {json}")
            : Fill(parent, $" {Quote(name)}: {json} ");

    /// <summary>An item is added behind the others.</summary>
    public SpanEdit Add(ArraySyntax parent, string json) =>
        parent.Items is [.., var last] ? Add(last.Start, last.End, json) : Fill(parent, json);

    /// <summary>The document after some edits.</summary>
    public CatalogDocument Apply(ImmutableArray<SpanEdit> edits)
    {
        using var edited = new MemoryStream(Text.Length + 64);
        var from = 0;
        foreach (var (span, text) in edits)
        {
            edited.Write(Text[from..span.Start]);
            edited.Write(Encoding.UTF8.GetBytes(text));
            from = span.End;
        }

        edited.Write(Text[from..]);
        return CatalogDocument.Read(edited.ToArray());
    }

    private SpanEdit Add(int start, int end, string text) =>
        new(new(end, end), StartsLine(start) is { } line ? $",{LineBreak()}{Blanks(line, start)}{text}" : $", {text}");

    private SpanEdit Fill(JsonSyntax parent, string text)
    {
        var inside = new TextSpan(parent.Start + 1, Math.Max(parent.Start + 1, parent.End - 1));
        return IsBlank(inside.Start, inside.End) ? new(inside, text) : Insert(parent.Start + 1, text);
    }

    /// <summary>Removes a part between others.</summary>
    /// <param name="before">The end of the part before it; -1 if it is the first.</param>
    /// <param name="part">The part.</param>
    /// <param name="after">The start of the next part, or the container's end.</param>
    private IEnumerable<SpanEdit> Remove(int before, TextSpan part, int after)
    {
        var comma = Comma(part.End, after);
        if (comma < 0 && before >= 0 && Comma(before, part.Start) is >= 0 and var previous)
        {
            // The last one: its comma is the one before it.
            return IsBlank(previous + 1, part.Start)
                ? [Cut(previous, part.End)]
                : [Cut(previous, previous + 1), CutWithSpace(part.Start, part.End)];
        }

        return comma >= 0 && !IsBlank(part.End, comma) ? [Cut(part.Start, part.End), Cut(comma, comma + 1)]
            : comma >= 0 ? [CutWithSpace(part.Start, comma + 1)]
            : [CutWithSpace(part.Start, part.End)];
    }

    private static SpanEdit Cut(int start, int end) => new(new(start, end), "");

    /// <summary>Removes a piece with its line if nothing else is on it, else with the space behind it.</summary>
    private SpanEdit CutWithSpace(int start, int end)
    {
        var rest = Text[end..].IndexOfAnyExcept(" \t"u8) is var length and >= 0 ? end + length : Text.Length;
        if (StartsLine(start) is { } line && (rest == Text.Length || Text[rest] is (byte)'\r' or (byte)'\n'))
        {
            var next = rest + (Text[rest..].StartsWith("\r\n"u8) ? 2 : Math.Min(1, Text.Length - rest));
            return Cut(line, next);
        }

        return Cut(start, rest);
    }

    /// <summary>The comma between two parts, outside of comments; -1 if there is none.</summary>
    private int Comma(int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            var rest = Text[at..to];
            if (rest[0] == ',')
            {
                return at;
            }

            if (rest.StartsWith("//"u8))
            {
                at += rest.IndexOfAny((byte)'\r', (byte)'\n') is var line and >= 0 ? line : rest.Length;
            }
            else if (rest.StartsWith("/*"u8))
            {
                at += rest[2..].IndexOf("*/"u8) is var end and >= 0 ? end + 3 : rest.Length;
            }
        }

        return -1;
    }

    private bool IsBlank(int from, int to) => Text[from..to].IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>The start of the line, if nothing but blanks is before the offset; else null.</summary>
    private int? StartsLine(int offset)
    {
        var line = Text[..offset].LastIndexOfAny((byte)'\r', (byte)'\n') + 1;
        return Text[line..offset].IndexOfAnyExcept(" \t"u8) < 0 && line > 0 ? line : null;
    }

    private string Blanks(int from, int to) => Encoding.UTF8.GetString(Text[from..to]);

    /// <summary>How this text breaks lines.</summary>
    public string LineBreak()
    {
        var at = Text.IndexOfAny((byte)'\r', (byte)'\n');
        return at < 0 || Text[at] == '\n' ? "\n"
            : Text[at..].StartsWith("\r\n"u8) ? "\r\n"
            : "\r";
    }
}
