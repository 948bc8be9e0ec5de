using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Completion;

/// <summary>
/// The directive <c>[suggest]</c>: prints the completions at the cursor, one per line. They come from the
/// parser, without those that no shell can use.
/// </summary>
internal sealed partial class Suggestions : SynchronousCommandLineAction
{
    /// <summary>The directive that this is the action of.</summary>
    public required SuggestDirective Directive { get; init; }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var line = ArgumentsUpToCursor(parseResult);
        var word = line[(line.LastIndexOf(' ') + 1)..];
        // The parser completes a value after a space, but fails after an equals sign.
        var name = OptionWithValue().Match(word) is { Success: true } option ? option.Value : "";
        var value = word[name.Length..];
        line = OptionWithValue().Replace(line, match => $"{match.Value[..^1]} ");
        var completions = parseResult.RootCommandResult.Command.Parse(line, parseResult.Configuration).GetCompletions(line.Length);
        foreach (var label in completions.Select(completion => completion.Label).Where(label => Fits(label, value)).Distinct())
        {
            parseResult.InvocationConfiguration.Output.WriteLine(name + label);
        }

        return ExitCodes.Ok;
    }

    /// <summary>The line from the shell without its first word, which is the name of this program.</summary>
    private string ArgumentsUpToCursor(ParseResult given)
    {
        var line = given.Tokens.LastOrDefault(token => token.Type is not TokenType.Directive)?.Value ?? "";
        if (
            given.GetResult(Directive) is { Values: [var at, ..] }
            && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor)
            && cursor < line.Length
        )
        {
            line = line[..cursor];
        }

        var end = line.IndexOf(' ');
        return end < 0 ? "" : line[(end + 1)..];
    }

    // Options only if the word begins with a dash, as usual in shells, and only one spelling of help. No file name that would speak to the
    // terminal: a shell types it as it is.
    private static bool Fits(string label, string word) =>
        label.StartsWith(word, StringComparison.Ordinal)
        && label is not ("-?" or "/?" or "/h" or "-h")
        && (word.StartsWith('-') || !label.StartsWith('-'))
        && Shown.Line(label) == label;

    [GeneratedRegex(@"(?<=^|\s)--[\w-]+=")]
    private static partial Regex OptionWithValue();
}
