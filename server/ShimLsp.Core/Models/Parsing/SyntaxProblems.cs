using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Faults of the syntax as problems: what is wrong, and what to do.</summary>
internal static class SyntaxProblems
{
    /// <summary>One fault as a problem.</summary>
    /// <param name="fault">The fault.</param>
    public static ProblemDraft Of(SyntaxFault fault) =>
        new(new(fault.Start, fault.End), ProblemSeverity.Error, CodeOf(fault.Kind), Words(fault.Kind))
        {
            // Editors that know JSON say all else. They have no limit of depth, and accept half a character and an empty file.
            IsInSchema =
                fault.Kind
                    is not (SyntaxFaultKind.TooDeep or SyntaxFaultKind.LoneSurrogate or SyntaxFaultKind.NotUtf8 or SyntaxFaultKind.Empty),
        };

    /// <summary>
    /// The faults that a person is shown, as problems: the first one of each line. A forgotten quote makes one of each later word.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="faults">Its faults.</param>
    public static IEnumerable<ProblemDraft> FirstOfLines(ReadOnlySpan<byte> text, ImmutableArray<SyntaxFault> faults)
    {
        var shown = new List<ProblemDraft>();
        var end = 0; // of the line of the last one
        foreach (var fault in faults.OrderBy(fault => fault.Start))
        {
            if (shown.Count == 0 || fault.Start > end)
            {
                shown.Add(Of(fault));
                var length = text[fault.Start..].IndexOfAny((byte)'\r', (byte)'\n');
                end = length < 0 ? text.Length : fault.Start + length;
            }
        }

        return shown;
    }

    private static string CodeOf(SyntaxFaultKind kind) =>
        kind switch
        {
            SyntaxFaultKind.Empty => CatalogProblemCode.EmptyFile,
            SyntaxFaultKind.NotUtf8 => CatalogProblemCode.InvalidUtf8,
            SyntaxFaultKind.TooDeep => CatalogProblemCode.TooDeep,
            _ => CatalogProblemCode.InvalidJson,
        };

    private static string Words(SyntaxFaultKind kind) =>
        kind switch
        {
            SyntaxFaultKind.Empty => "The file is empty. Write an object with `models`.",
            SyntaxFaultKind.NotUtf8 => "The file is not UTF-8 from here on. Save it as UTF-8.",
            SyntaxFaultKind.MissingComma => "A comma is missing here.",
            SyntaxFaultKind.MissingColon => "A colon and a value are missing after this name.",
            SyntaxFaultKind.MissingValue => "A value is missing here.",
            SyntaxFaultKind.MissingName => "A name in double quotes is missing here.",
            SyntaxFaultKind.UnquotedName => "Names need double quotes. Write them around this one.",
            SyntaxFaultKind.UnquotedText =>
                "This is not a JSON value. Write double quotes around a text; other words are true, false and null.",
            SyntaxFaultKind.SingleQuotes => "JSON has no single quotes. Write double quotes.",
            SyntaxFaultKind.UnclosedString => "The closing quote is missing on this line.",
            SyntaxFaultKind.UnclosedObject => "This { has no matching }. Add it.",
            SyntaxFaultKind.UnclosedArray => "This [ has no matching ]. Add it.",
            SyntaxFaultKind.UnclosedComment => "This comment does not end. Add */.",
            SyntaxFaultKind.UnexpectedText => "This does not belong here. Remove it, or look for a missing quote or bracket before it.",
            SyntaxFaultKind.BadEscape => "This is not an escape of JSON. Write \\\\ for a backslash.",
            SyntaxFaultKind.BadCharacter => "A string cannot contain this control character. Write \\t for a tab.",
            SyntaxFaultKind.BadNumber => "This is not a number as JSON writes it, such as 0.5 or 200000.",
            SyntaxFaultKind.TooDeep => $"The file nests deeper than {JsonSyntaxReader.MaxDepth} levels here. No catalog needs that.",
            _ => "An escape in this string is half of a surrogate pair. Write the character itself.",
        };
}
