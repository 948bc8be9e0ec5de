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
        @"^(?:\[request interrupted|this session is being continued|i ran this command|# fix any errors below|the following is the codex agent history"
            + @"|you are (?:a|an|the|now) |it is critical that you follow|\**activation instructions|you must fully embody|base directory for this skill"
            + @"|---\s*\n(?:name|description): |another language model started|implement the following plan:|stop hook feedback|unknown slash command"
            + @"|your task is to create a detailed summary|review the current code changes|<[\w\-]+>\s*\z|## user input\s*\n|objective: .*\n\s*\ninstructions: you are |\(no content\)|warmup\s*\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^[/!][A-Za-z][\w:.\-]*(?:\s|\z)")]
    private static partial Regex Command();

    [GeneratedRegex(@"^/(?:home|usr|var|etc|tmp|mnt|opt|api|app|src)\b")]
    private static partial Regex FilePath();
}
