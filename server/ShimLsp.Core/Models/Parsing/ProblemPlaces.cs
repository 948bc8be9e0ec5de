using System.Buffers;
using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Finds the lines, columns and paths of problems in one pass over the text.</summary>
/// <param name="utf8">The text, without a byte order mark.</param>
/// <param name="root">The tree, for the paths; null if there is none.</param>
internal readonly ref struct ProblemPlaces(ReadOnlySpan<byte> utf8, JsonSyntax? root)
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n,:]}\""u8);

    private readonly ReadOnlySpan<byte> utf8 = utf8;

    /// <summary>The problems with their places, in the order given.</summary>
    /// <param name="drafts">The problems.</param>
    public ImmutableArray<CatalogProblem> Of(ReadOnlySpan<ProblemDraft> drafts)
    {
        var spans = new List<TextSpan>();
        foreach (var draft in drafts)
        {
            spans.Add(Whole(draft.Span));
            if (draft.Related is { } related)
            {
                spans.Add(ProblemList.SpanOf(related.Node));
            }
        }

        var positions = Positions(spans);
        var located = ImmutableArray.CreateBuilder<CatalogProblem>(drafts.Length);
        var next = 0;
        foreach (var draft in drafts)
        {
            var span = spans[next++];
            var (start, end) = (positions[span.Start], positions[span.End]);
            located.Add(
                new CatalogProblem(draft.Code, draft.Severity, draft.Message)
                {
                    Path = root is null ? null : JsonSyntaxPath.Of(root, span.Start),
                    Line = start.Line,
                    Column = start.Column,
                    EndLine = end.Line,
                    EndColumn = end.Column,
                    Span = span,
                    Related =
                        draft.Related is { Message: var words } && spans[next++] is var other
                            ? new(words, other, positions[other.Start], positions[other.End])
                            : null,
                    IsUnnecessary = draft.IsUnnecessary,
                    IsInSchema = draft.IsInSchema,
                }
            );
        }

        return located.DrainToImmutable();
    }

    private TextSpan Whole(TextSpan span) => span.End == ProblemDraft.EndOfToken ? new(span.Start, TokenEnd(span.Start)) : span;

    /// <summary>The end of the string, or of the word, that starts at an offset: at least one byte on, unless the text ends.</summary>
    private int TokenEnd(int start)
    {
        var rest = utf8[Math.Min(start, utf8.Length)..];
        if (rest.IsEmpty)
        {
            return utf8.Length;
        }

        if (rest[0] != '"')
        {
            var word = rest.IndexOfAny(WordEnds);
            // A character that is a bracket or a comma stands for itself. It is one byte; another one may be up to four.
            return word switch
            {
                > 0 => start + word,
                0 => rest[0] is (byte)'\r' or (byte)'\n' ? start : start + 1,
                _ => utf8.Length,
            };
        }

        for (var at = 1; at < rest.Length && rest[at] is not ((byte)'\r' or (byte)'\n'); at++)
        {
            if (rest[at] == '"')
            {
                return start + at + 1;
            }

            at += rest[at] == '\\' ? 1 : 0;
        }

        return start + 1;
    }

    private Dictionary<int, TextPosition> Positions(List<TextSpan> spans)
    {
        var positions = new Dictionary<int, TextPosition>(2 * spans.Count);
        var sweep = new PositionSweep(utf8);
        foreach (var offset in spans.SelectMany(span => (int[])[span.Start, span.End]).Order())
        {
            if (!positions.ContainsKey(offset))
            {
                var (line, column) = sweep.At(offset);
                positions.Add(offset, new(line, column));
            }
        }

        return positions;
    }
}
