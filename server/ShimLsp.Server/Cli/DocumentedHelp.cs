using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ShimLsp.Server.Cli;

/// <summary>A command whose help also shows examples and exit codes.</summary>
internal sealed class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>What the exit codes of most commands mean, one a line.</summary>
    public const string UsualExitCodes = """
        0  done
        1  failed (unknown model, no model can take the task, unreadable catalog)
        2  the command line is wrong
        """;

    /// <summary>Command lines worth copying, one a line.</summary>
    public required string Examples { get; init; }

    /// <summary>What its exit codes mean, one a line.</summary>
    public string ExitCodeText { get; init; } = UsualExitCodes;

    /// <summary>Whether it cleans up after Ctrl-C; if not, it ends at once.</summary>
    public bool CleansUp { get; init; }

    /// <summary>How long that may take; null for the usual time.</summary>
    public TimeSpan? CleanupTime { get; init; }
}

/// <summary>The usual help, and after it examples and exit codes.</summary>
internal sealed class DocumentedHelp : SynchronousCommandLineAction
{
    private readonly HelpAction usual = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command as DocumentedCommand;
        Write(output, "Examples:", command?.Examples ?? Welcome.Examples);
        Write(output, "Exit codes:", command?.ExitCodeText ?? DocumentedCommand.UsualExitCodes);
        return ExitCodes.Ok;
    }

    private static void Write(TextWriter output, string heading, string lines)
    {
        output.WriteLine(heading);
        foreach (var line in lines.Split('\n'))
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
    }
}
