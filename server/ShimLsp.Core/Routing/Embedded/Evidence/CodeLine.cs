using System.Collections.Frozen;
using Openings = System.Collections.Frozen.FrozenDictionary<
    string,
    ShimLsp.Core.Routing.Embedded.Evidence.CodeLine.Opening
>.AlternateLookup<System.ReadOnlySpan<char>>;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>Recognises code of some twenty languages without a fence: by how its lines begin and end, and by their symbols.</summary>
internal static class CodeLine
{
    /// <summary>How code goes on behind a first word that prose has too.</summary>
    internal enum Opening
    {
        /// <summary>Two symbols, a value or a block.</summary>
        Declaration,

        /// <summary>A name with brackets, a base or a block.</summary>
        Definition,

        /// <summary>A module's name and no more.</summary>
        Module,

        /// <summary>A condition and a block.</summary>
        Block,

        /// <summary>Nothing: the word is the whole line.</summary>
        Alone,

        /// <summary>Further words of SQL.</summary>
        Query,

        /// <summary>A value.</summary>
        Return,
    }

    private static readonly Openings Words = All()
        .SelectMany(row => row.Words.Split(' ').Select(word => (word, row.Opening)))
        .ToFrozenDictionary(entry => entry.word, entry => entry.Opening, StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The words that code may begin with.</summary>
    public static IEnumerable<string> FirstWords => All().SelectMany(row => row.Words.Split(' '));

    /// <summary>Whether the line is code, whatever is around it.</summary>
    public static bool Matches(in PastedLine line)
    {
        var text = line.Text;
        if (text[^1] is '{' or '}' || line.Symbols * 5 > text.Length)
        {
            return true;
        }

        if (text[^1] == ';' && text.Length > 2 && (line.Symbols > 1 || line.Spaces < 3))
        {
            return line.Symbols > 1 || Words.ContainsKey(line.FirstWord);
        }

        return text[0] switch
        {
            '/' => text.Length > 1 && text[1] is '/' or '*',
            '#' => text.Length > 2 && (char.IsAsciiLetterLower(text[1]) && IsDirective(line) || text[1] is '!' or '['),
            '@' => line.Spaces == 0 && !text.ContainsAny('/', '\\') && text.ContainsAny('(', '=') || (line.Continues && line.Spaces == 0),
            '.' => text.Length > 3 && char.IsAsciiLetter(text[1]) && text.Contains('(') && line.Spaces < 8,
            '*' => line.Continues && line.Before is EvidenceKind.Code,
            '"' => text.StartsWith("\"\"\"", StringComparison.Ordinal),
            '-' => text.StartsWith("-- ", StringComparison.Ordinal) && line.Before is EvidenceKind.Code
                || text.StartsWith("-module(")
                || text.StartsWith("-spec "),
            '|' => text.StartsWith("|> ", StringComparison.Ordinal),
            '<' => text.StartsWith("<?", StringComparison.Ordinal),
            _ => IsStatement(line),
        };
    }

    /// <summary>Whether the line goes on with the code before it.</summary>
    public static bool GoesOn(in PastedLine line)
    {
        var text = line.Text;
        return (line.IsIndented && (!line.IsSentence || (line.Continues && line.Before is EvidenceKind.Code)))
            || (!line.IsSentence && text[^1] is ',' or ':' or '(' or '[' or ')' or ']' or '\\' or ';' && line.Symbols > 0)
            || (text[0] == '#' && text.Length > 1 && text[1] is ' ')
            || (Words.TryGetValue(line.FirstWord, out var opening) && IsWeakly(line, opening))
            || SqlLine.GoesOn(line);
    }

    private static bool IsStatement(in PastedLine line)
    {
        if (Words.TryGetValue(line.FirstWord, out var opening))
        {
            return Is(line, opening);
        }

        return line.Symbols > 0 && !line.IsSentence && (IsAssignment(line) || IsCall(line)) || SqlLine.Begins(line);
    }

    private static bool Is(in PastedLine line, Opening opening)
    {
        var text = line.Text;
        var last = text[^1];
        return opening switch
        {
            Opening.Declaration => line.Symbols >= 2
                || (line.AfterFirstWord == ':' && text.Length == line.FirstWord.Length + 1)
                || (line.Spaces is > 1 and < 8 && IsDeclaration(text[(line.FirstWord.Length + 1)..]))
                || (line.Symbols == 1 && (last == ';' || line.Has(" = "))),
            Opening.Definition => line.Symbols > 0 && (line.Has("(") || last is ':' || line.Has("<"))
                || (last == ':' && line.Spaces < 3)
                || line.Ends(" do")
                || line.Ends(" where")
                || (line.Spaces == 1 && line.FirstWord is "def" or "defmodule" or "fn" or "func" or "defp" or "fun")
                || (line.Spaces is 1 or 3 && char.IsAsciiLetterUpper(text[line.FirstWord.Length + 1]) && last != '.' && line.Spaces == 1),
            Opening.Module => last == ';'
                || (line.Spaces == 1 && line.FirstWord is "import" or "package" or "namespace" && last is not ('.' or '?'))
                || (
                    line.Spaces > 0
                    && (
                        line.Has(" import ")
                        || line.Has("'") && line.Spaces < 8 && last == '\''
                        || last == '"'
                        || line.Has(" {")
                        || line.Has("::")
                    )
                ),
            Opening.Block => line.Symbols > 0 && (last == ':' || line.Ends(" then") || line.Ends(" do"))
                || (line.AfterFirstWord == '(' && last is ')' or ';')
                || (line.IsIndented && last == ':'),
            Opening.Alone => text.Length == line.FirstWord.Length
                ? line.IsIndented || text is "end" or "fi" or "esac" or "endif" or "endfor"
                : text.Length == line.FirstWord.Length + 1 && last is ':' or ';',
            Opening.Query => line.AfterFirstWord is ' ' or '\n'
                && (
                    line.Symbols > 0 || line.Spaces is > 0 and < 12 && HasSql(line) && (line.Continues || text.ContainsAnyInRange('a', 'z'))
                ),
            Opening.Return => last == ';'
                || (line.Symbols > 0 && line.Spaces < 6 && !line.IsSentence)
                || (line.IsIndented && line.Spaces < 3),
            _ => false,
        };
    }

    // "sealed class Basket", behind "public".
    private static bool IsDeclaration(ReadOnlySpan<char> text) =>
        text.IndexOf(' ') is > 0 and var end
        && Words.TryGetValue(text[..end], out var opening)
        && opening is Opening.Declaration or Opening.Definition
        && text[^1] is not ('.' or '?' or '!');

    // In the middle of code a weaker sign is enough.
    private static bool IsWeakly(in PastedLine line, Opening opening) =>
        opening switch
        {
            Opening.Alone => line.Spaces == 0,
            Opening.Return or Opening.Module => line.Spaces < 4 && line.Text[^1] is not ('.' or '?' or '!'),
            Opening.Query => true,
            _ => line.Symbols > 0 && !line.IsSentence,
        };

    private static bool HasSql(in PastedLine line) =>
        line.Has(" FROM ")
        || line.Has(" INTO ")
        || line.Has(" TABLE ")
        || line.Has(" SET ")
        || line.Has(" BY ")
        || line.Has(" ON ")
        || line.FirstWord is "FROM" or "WHERE" or "JOIN" or "LIMIT" or "VALUES";

    private static bool IsDirective(in PastedLine line) =>
        line.FirstWord
            is "#include"
                or "#define"
                or "#if"
                or "#ifdef"
                or "#ifndef"
                or "#endif"
                or "#else"
                or "#pragma"
                or "#region"
                or "#import";

    // "x = 1", "self.total += 2", "x := f(y)", "n <- nrow(d)", "total :: Int"
    private static bool IsAssignment(in PastedLine line)
    {
        var text = line.Text;
        var at = text.IndexOfAny('=', '<', ':');
        if (at < 2 || at + 2 >= text.Length || text[..at].Count(' ') > 2)
        {
            return false;
        }

        var isOperator = text[at] switch
        {
            '=' => text[at - 1] is ' ' or '+' or '-' or '*' or '|' or '?',
            '<' => text[at - 1] == ' ' && text[at + 1] == '-',
            _ => text[at + 1] is '=' || (text[at + 1] == ':' && text[at - 1] == ' '),
        };
        return isOperator
            && (char.IsAsciiLetter(text[0]) || text[0] is '_' or '$' or '*')
            && (text[..at].Count(' ') == 1 || line.Symbols > 1);
    }

    // "save(basket)", "items.each(&:save)", "print(x)"
    private static bool IsCall(in PastedLine line)
    {
        var text = line.Text;
        var open = text.IndexOf('(');
        return open > 1
            && (char.IsAsciiLetter(text[0]) || text[0] is '_' or '$')
            && !text[..open].Contains(' ')
            && text[^1] is ')' or ']' or ',' or '(' or '\\' or ':';
    }

    private static IEnumerable<(Opening Opening, string Words)> All() =>
        [
            (
                Opening.Declaration,
                "public private protected internal static sealed abstract async export const let var val local final my our pub"
            ),
            (
                Opening.Definition,
                "def defp defmodule fn func fun function sub proc class struct interface enum trait impl protocol object record type "
                    + "module template"
            ),
            (Opening.Module, "import from using package namespace require use include"),
            (Opening.Block, "if elif while for foreach switch except catch with case when unless until match elsif"),
            (Opening.Alone, "else try finally pass break continue end fi done esac then do begin endif endfor default"),
            (
                Opening.Query,
                "SELECT INSERT UPDATE DELETE CREATE ALTER DROP FROM WHERE JOIN GROUP ORDER HAVING LIMIT VALUES UNION LEFT INNER EXPLAIN"
            ),
            (Opening.Return, "return yield raise throw await"),
        ];
}
