using System.CommandLine;
using System.Text;
using ShimLsp.Server.Cli;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>
/// The man page, written from the commands themselves: what help shows, for people who type <c>man shim-lsp</c>. It ships beside the
/// program and not in it.
/// </summary>
internal static class ManPage
{
    private const string Name = "shim-lsp";

    public static string Of(RootCommand root)
    {
        var page = new StringBuilder();
        page.Append(".\\\" Generated: npm run generate\n");
        page.Append(".TH SHIM\\-LSP 1\n");
        Section(page, "NAME", $"{Escaped(Name)} \\- {Escaped(Sentence(RootCommandOf.Purpose))}");
        Section(page, "SYNOPSIS", $".B {Escaped(Name)}\n.I COMMAND\n.RI [ OPTIONS ]");
        Section(page, "DESCRIPTION", $"{Escaped(RootCommandOf.Purpose)}\nEditors start\n.BR \"{Escaped("shim-lsp lsp")}\" .");
        page.Append(".SH OPTIONS\n");
        Options(page, root);
        page.Append(".SH COMMANDS\n");
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
        {
            Command(page, command, command.Name);
        }

        page.Append(".SH EXAMPLES\n");
        Lines(page, Welcome.Examples);
        page.Append(".SH \"EXIT STATUS\"\n");
        Lines(page, DocumentedCommand.UsualExitCodes);
        return page.ToString();
    }

    private static void Command(StringBuilder page, Command command, string words)
    {
        var arguments = command.Arguments.Where(argument => !argument.Hidden).Select(Written);
        page.Append($".SS \"{Escaped(string.Join(' ', [words, .. arguments]))}\"\n{Escaped(command.Description ?? "")}\n");
        foreach (var argument in command.Arguments.Where(argument => !argument.Hidden && argument.Description is { Length: > 0 }))
        {
            page.Append($".TP\n.I {Escaped(argument.HelpName ?? argument.Name)}\n{Escaped(argument.Description!)}\n");
        }

        Options(page, command);
        if (command is DocumentedCommand documented)
        {
            page.Append(".PP\nExamples:\n");
            Lines(page, documented.Examples);
            if (documented.ExitCodeText != DocumentedCommand.UsualExitCodes)
            {
                page.Append(".PP\nExit codes:\n");
                Lines(page, documented.ExitCodeText);
            }
        }

        foreach (var inner in command.Subcommands.Where(inner => !inner.Hidden))
        {
            Command(page, inner, $"{words} {inner.Name}");
        }
    }

    private static void Options(StringBuilder page, Command command)
    {
        foreach (var option in command.Options.Where(option => !option.Hidden))
        {
            var names = string.Join(", ", new[] { option.Name }.Concat(option.Aliases.Where(alias => alias is ['-', ..])).Distinct());
            var value = option.Arity.MaximumNumberOfValues == 0 || option.HelpName is null ? "" : $" \\fI{Escaped(option.HelpName)}\\fR";
            page.Append($".TP\n\\fB{Escaped(names)}\\fR{value}\n{Escaped(option.Description ?? "")}\n");
        }
    }

    private static string Written(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name;
        var shown = argument.Arity.MaximumNumberOfValues > 1 ? $"{name}..." : name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{shown}]" : shown;
    }

    private static void Section(StringBuilder page, string title, string text) => page.Append($".SH {title}\n{text}\n");

    /// <summary>As they are, without filling.</summary>
    private static void Lines(StringBuilder page, string lines)
    {
        page.Append(".PP\n.nf\n");
        foreach (var line in lines.Split('\n'))
        {
            page.Append($"    {Escaped(line.TrimEnd())}\n");
        }

        page.Append(".fi\n");
    }

    /// <summary>The first sentence of a page's name has no full stop and no capital.</summary>
    private static string Sentence(string text) => char.ToLowerInvariant(text[0]) + text[1..].TrimEnd('.');

    /// <summary>What roff would take for its own: backslashes, hyphens to be copied, a line that begins with a dot or a quote.</summary>
    private static string Escaped(string text)
    {
        var plain = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return plain is ['.' or '\'', ..] ? "\\&" + plain : plain;
    }
}
