using System.Text.RegularExpressions;

namespace ShimLsp.Training.Gather;

/// <summary>Recognises prompts that a program wrote, and commands to the client, which no model gets.</summary>
internal static partial class MachinePrompts
{
    /// <summary>The person's words in a message without the client's; empty if there are none.</summary>
    public static string Words(string text)
    {
        var words = text.Trim();
        return Beginning().IsMatch(words) || (Command().IsMatch(words) && !FilePath().IsMatch(words)) ? "" : words;
    }

    [GeneratedRegex(
        @"^(?:\[request interrupted|this session is being continued|another language model started|stop hook feedback|unknown slash command"
            + @"|your task is to create a detailed summary|review the current code changes|the following is the codex agent history"
            + @"|i ran this command|# fix any errors below|implement the following plan:|base directory for this skill"
            + @"|you are (?:a|an|the|now) |you must fully embody|it is critical that you follow|\**activation instructions"
            + @"|---\s*\n(?:name|description): |## user input\s*\n|objective: .*\n\s*\ninstructions: you are "
            + @"|<[\w\-]+>\s*\z|\(no content\)|warmup\s*\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^[/!][A-Za-z][\w:.\-]*(?:\s|\z)")]
    private static partial Regex Command();

    [GeneratedRegex(@"^/(?:home|usr|var|etc|tmp|mnt|opt|api|app|src)\b")]
    private static partial Regex FilePath();
}
