using System.Collections.Frozen;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>Recognises commands in a shell, by the prompt before them or by their options.</summary>
internal static class TerminalLine
{
    private const int LongestPrompt = 60;

    private static readonly FrozenSet<string> AllCommands = (
        "git npm npx yarn pnpm pip pip3 python python3 node cargo go dotnet docker kubectl helm terraform curl wget sudo apt brew make "
        + "cmake cd ls cat grep find sed awk mkdir rm cp mv chmod export echo ssh scp tar psql mysql mvn gradle pytest rustc gcc clang "
        + "aws gcloud az"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Commands = AllCommands.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>The words that a command may begin with.</summary>
    public static IEnumerable<string> FirstWords => AllCommands;

    /// <summary>Whether the line is a command.</summary>
    public static bool Matches(in PastedLine line) =>
        line.Text[0] switch
        {
            '$' or '%' or '➜' or '❯' or 'λ' => line.Text.Length > 2 && line.Text[1] == ' ',
            '>' => line.Starts(">>> ") && line.Text.Length > 4,
            'I' => line.Starts("In [") && line.Has("]: "),
            'P' => line.Starts("PS ") && line.Has("> "),
            'i' => line.Starts("irb(") || IsCommand(line) || IsPrompt(line),
            >= 'a' and <= 'z' => IsCommand(line) || IsPrompt(line),
            'C' or 'D' => line.Text.Length > 4
                && line.Text[1] == ':'
                && line.Text[2] == '\\'
                && line.Text.IndexOf('>') is > 2 and < LongestPrompt
                || IsPrompt(line),
            _ => IsPrompt(line),
        };

    // "me@host:~/src$ make", "mysql> select 1", "shop=# select 1"
    private static bool IsPrompt(in PastedLine line)
    {
        if (line.Symbols == 0)
        {
            return false;
        }

        var token = line.Text;
        var end = token[..Math.Min(LongestPrompt, token.Length)].IndexOf(' ');
        if (end < 3 || end == token.Length - 1)
        {
            return false;
        }

        return token[end - 1] switch
        {
            '$' or '%' => token[..end].Contains('@') || token[..end].Contains(':'),
            '#' => token[end - 2] is '=' or '-' || token[..end].Contains('@'),
            '>' => token[..end] is "mysql>" or "sqlite>" or "redis>" or "iex(1)>" or "ghci>" or "julia>" or "scala>"
                || (token[..end].Contains('@') && token[0] != '<'),
            _ => false,
        };
    }

    private static bool IsCommand(in PastedLine line) =>
        line.AfterFirstWord == ' '
        && Commands.Contains(line.FirstWord)
        && (line.Has(" -") || line.Has(" && ") || line.Has(" | ") || line.Has(" ./"))
        && line.Text[^1] is not ('?' or '.')
        && line.Spaces < 12
        && !line.Has(" - ");
}
