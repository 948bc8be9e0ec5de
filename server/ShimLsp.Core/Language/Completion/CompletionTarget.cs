using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Completion;

/// <summary>
/// Where a proposal goes: inside the quotes that are written, or with quotes of its own. What is inserted is always right JSON, whatever
/// was half typed.
/// </summary>
/// <param name="document">The document.</param>
/// <param name="place">Where the cursor is.</param>
internal sealed class CompletionTarget(CatalogDocument document, SyntaxPlace place)
{
    /// <summary>
    /// Whether the cursor is inside quotes that are written. One that touches them from outside replaces the whole token: editors drop an
    /// edit that does not contain the cursor.
    /// </summary>
    public bool IsQuoted { get; } =
        place.Content.Start > place.Token.Start && place.Offset >= place.Content.Start && place.Offset <= place.Content.End;

    /// <summary>A proposal that is a string.</summary>
    /// <param name="value">The string's value.</param>
    /// <param name="kind">What it is.</param>
    public CompletionEntry Text(string value, CompletionKind kind) => Text(value, value, kind, place.Content);

    /// <summary>A proposal that replaces a part of a string.</summary>
    /// <param name="value">The part's new value.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="part">The part, inside the quotes.</param>
    public CompletionEntry Part(string value, CompletionKind kind, TextSpan part) => Text(value, value, kind, part);

    /// <summary>A proposal that is not a string, such as <c>true</c>.</summary>
    /// <param name="json">The value as JSON.</param>
    /// <param name="kind">What it is.</param>
    public CompletionEntry Bare(string json, CompletionKind kind) => new(json, kind, place.Token, json) { Filter = json };

    private CompletionEntry Text(string label, string value, CompletionKind kind, TextSpan part)
    {
        var escaped = WrittenText.Escaped(value); // no name, address or reference has a control character
        if (!IsQuoted)
        {
            return new(label, kind, place.Token, $"\"{escaped}\"") { Filter = value };
        }

        var isClosed = place.Token.End > place.Content.End;
        var isRest = part.End == place.Content.End;
        // Without its closing quote a string runs on to the end of the line, over whatever else stands there.
        var replaced = isClosed ? part : new TextSpan(part.Start, place.Offset);
        return new(label, kind, OnOneLine(replaced), isClosed || !isRest ? escaped : escaped + "\"") { Filter = value };
    }

    private TextSpan OnOneLine(TextSpan span) =>
        document.Text.Span[span.Start..span.End].IndexOfAny((byte)'\n', (byte)'\r') < 0 ? span : new(span.Start, place.Offset);
}
