using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli;

/// <summary>Something to do.</summary>
/// <param name="Why">What is the matter.</param>
/// <param name="Command">A command to run; null where a file is to be edited.</param>
/// <param name="Edit">A file to edit, with line and column where they are known, counted from one; null where a command does it.</param>
internal sealed record NextStep(string Why, string? Command = null, string? Edit = null)
{
    /// <summary>A variable that holds a key is to be set.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="models">The models that take their key from it.</param>
    /// <param name="host">The machine.</param>
    public static NextStep SetVariable(string name, IEnumerable<string> models, HostEnvironment host) =>
        new($"{name} is not set. For: {NameList.Of(models)}.", host.IsWindows ? $"$env:{name} = \"...\"" : $"export {name}=...");
}

/// <summary>Such steps as a person reads them.</summary>
internal static class NextSteps
{
    /// <summary>Writes them, numbered; what is to be typed stands on a line of its own.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="steps">The steps.</param>
    public static void Write(TerminalStreams terminal, IReadOnlyList<NextStep> steps)
    {
        foreach (var (at, step) in steps.Index())
        {
            Prose.Write(terminal, $"{at + 1, 2}. ", step.Why);
            if (step is { Command: { } command })
            {
                terminal.WriteLine($"      {command}", Tone.Strong);
            }
            else if (step is { Edit: { } place })
            {
                terminal.WriteLine($"      edit {place}", Tone.Strong);
            }
        }

        terminal.Out.WriteLine();
    }
}
