using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli;

/// <summary>Something to do: a command to run, a file to edit, or neither.</summary>
/// <param name="Why">What is wrong, a sentence.</param>
/// <param name="Command">The command to run; null if there is none.</param>
/// <param name="Place">The file to edit; null if there is none.</param>
internal sealed record NextStep(string Why, string? Command = null, [property: JsonIgnore] FilePlace? Place = null)
{
    /// <summary>The file to edit, as <c>FILE:LINE:COLUMN</c>; null if there is none.</summary>
    public string? Edit => Place?.ToString();

    /// <summary>Set a variable that holds a key.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="models">The models that take their key from it.</param>
    /// <param name="host">The machine.</param>
    public static NextStep SetVariable(string name, IEnumerable<string> models, HostEnvironment host) =>
        new($"{name} is not set. For: {NameList.Of(models)}.", SetVariableCommand(name, host));

    /// <summary>The command that sets a variable, as the machine's usual shell has it.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="host">The machine.</param>
    public static string SetVariableCommand(string name, HostEnvironment host) =>
        host.IsWindows ? $"$env:{name} = \"...\"" : $"export {name}=...";
}

/// <summary>A place in a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, counted from one; null for the whole file.</param>
/// <param name="Column">The column, counted from one; null for the whole line.</param>
internal sealed record FilePlace(string File, int? Line = null, int? Column = null)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{File}:{line}:{Column ?? 1}") : File;
}

/// <summary>Steps as a person reads them.</summary>
internal static class NextSteps
{
    // The one that is meant for terminals with a screen comes first, as in git.
    private static readonly ImmutableArray<string> EditorVariables = ["VISUAL", "EDITOR"];

    /// <summary>Writes them, numbered. What is to be typed is on a line of its own.</summary>
    /// <param name="context">Where to write, and whose editor is used.</param>
    /// <param name="steps">The steps.</param>
    public static void Write(CommandContext context, IReadOnlyList<NextStep> steps)
    {
        var terminal = context.Terminal;
        terminal.WriteLine("WHAT TO DO", Tone.Dim);
        foreach (var (at, step) in steps.Index())
        {
            var (why, typed) = Words(step, context.Host);
            Prose.Write(terminal, $"{at + 1, 2}. ", why);
            if (typed is not null)
            {
                terminal.WriteLine($"      {typed}", Tone.Strong);
            }
        }

        terminal.Out.WriteLine();
    }

    private static (string Why, string? Typed) Words(NextStep step, HostEnvironment host)
    {
        if (step is not { Place: { } place })
        {
            return (step.Why, step.Command);
        }

        // No option opens a line in every editor, so the line goes into the sentence.
        return EditorOf(host) is { } variable
            ? (
                place.Line is { } line
                    ? string.Create(CultureInfo.InvariantCulture, $"{step.Why} (line {line}, column {place.Column ?? 1})")
                    : step.Why,
                $"${variable} {ShellWord.Of(place.File)}"
            )
            : (step.Why, place.ToString());
    }

    private static string? EditorOf(HostEnvironment host) =>
        host.IsWindows ? null : EditorVariables.FirstOrDefault(name => host.Variable(name) is { Length: > 0 });
}
