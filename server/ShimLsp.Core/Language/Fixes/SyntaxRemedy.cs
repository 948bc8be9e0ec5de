using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>What mends one fault of the syntax.</summary>
/// <param name="Title">What it does.</param>
/// <param name="Edits">The edits.</param>
internal sealed partial record SyntaxRemedy(string Title, ImmutableArray<SpanEdit> Edits)
{
    /// <summary>The remedy of a fault; null if it is not certain.</summary>
    /// <param name="document">The document.</param>
    /// <param name="fault">The fault. An open bracket has its remedy at the end of the text, and not here.</param>
    public static SyntaxRemedy? Of(CatalogDocument document, SyntaxFault fault)
    {
        var text = document.Text.Span;
        var (start, end) = (fault.Start, fault.End);
        return fault.Kind switch
        {
            SyntaxFaultKind.MissingComma => new("Insert the comma", [JsonEdits.Insert(start, ",")]),
            SyntaxFaultKind.MissingColon => new("Insert the colon", [JsonEdits.Insert(start, ":")]),
            SyntaxFaultKind.MissingValue or SyntaxFaultKind.UnexpectedText when text[start..end].SequenceEqual(","u8) => Spare(start, end),
            SyntaxFaultKind.UnquotedName => InQuotes(start, end),
            SyntaxFaultKind.UnquotedText => Word(document.TextOf(new(start, end)), start, end),
            SyntaxFaultKind.SingleQuotes => SingleQuotes(text, start),
            SyntaxFaultKind.UnclosedComment => EndOfComment(text),
            SyntaxFaultKind.BadEscape when text[start..end].SequenceEqual("\\'"u8) => new(DoubleQuotes, [Cut(start, start + 1)]),
            SyntaxFaultKind.BadEscape => new("Write \\\\ for the backslash", [JsonEdits.Insert(start, "\\")]),
            SyntaxFaultKind.BadCharacter => Control(text[start], start),
            SyntaxFaultKind.BadNumber => Number(document.TextOf(new(start, end)), start, end),
            _ => null,
        };
    }

    private const string DoubleQuotes = "Write double quotes";

    private static SpanEdit Cut(int start, int end) => new(new(start, end), "");

    private static SyntaxRemedy Spare(int start, int end) => new("Remove the extra comma", [Cut(start, end)]);

    private static SyntaxRemedy InQuotes(int start, int end) =>
        new(DoubleQuotes, [JsonEdits.Insert(start, "\""), JsonEdits.Insert(end, "\"")]);

    private static SyntaxRemedy? Word(string word, int start, int end)
    {
        var meant = word.ToLowerInvariant() switch
        {
            "true" => "true",
            "false" => "false",
            "null" or "none" or "nil" or "undefined" => "null",
            _ => null,
        };
        return meant is not null ? new($"Write {meant}", [new(new(start, end), meant)])
            : word.AsSpan().IndexOfAny("\"'\\") >= 0 ? null
            : InQuotes(start, end);
    }

    /// <summary>The quotes become double ones, and double ones inside get a backslash.</summary>
    private static SyntaxRemedy? SingleQuotes(ReadOnlySpan<byte> text, int start)
    {
        var edits = ImmutableArray.CreateBuilder<SpanEdit>();
        edits.Add(new(new(start, start + 1), "\""));
        for (var at = start + 1; at < text.Length && text[at] is not ((byte)'\r' or (byte)'\n'); at++)
        {
            switch (text[at])
            {
                case (byte)'\\':
                    at++;
                    break;
                case (byte)'"':
                    edits.Add(JsonEdits.Insert(at, "\\"));
                    break;
                case (byte)'\'':
                    edits.Add(new(new(at, at + 1), "\""));
                    return new(DoubleQuotes, edits.ToImmutable());
            }
        }

        return null;
    }

    private static SyntaxRemedy EndOfComment(ReadOnlySpan<byte> text) =>
        new("End the comment", [JsonEdits.Insert(text.TrimEnd(" \t\r\n"u8).Length, " */")]);

    private static SyntaxRemedy Control(byte character, int start)
    {
        var escape = character == '\t' ? "\\t" : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        return new($"Write {escape} for the control character", [new(new(start, start + 1), escape)]);
    }

    private static SyntaxRemedy? Number(string written, int start, int end)
    {
        // A leading zero may mean base 8, and a comma may mean two things. Those are not guessed.
        if (!Readable().IsMatch(written))
        {
            return null;
        }

        var number = new StringBuilder(written).Replace("_", "").Replace("+", "", 0, 1);
        if (number[0] is '.' || (number[0] is '-' && number[1] is '.'))
        {
            number.Insert(number[0] is '-' ? 1 : 0, '0');
        }

        if (number[^1] is '.')
        {
            number.Length--;
        }

        return new($"Write {number}", [new SpanEdit(new TextSpan(start, end), number.ToString())]);
    }

    [GeneratedRegex(@"^[+-]?(\.\d[\d_]*|(0|[1-9][\d_]*)(\.[\d_]*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Readable();
}
