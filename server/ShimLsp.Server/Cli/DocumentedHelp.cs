using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ShimLsp.Server.Cli;

/// <summary>A command with something to show besides its options.</summary>
internal sealed class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines worth copying, one a line.</summary>
    public required string Examples { get; init; }

    /// <summary>Whether it has something to put away when it is interrupted; else it ends as the signal says, at once.</summary>
    public bool CleansUp { get; init; }
}

/// <summary>The usual help, and after it examples and exit codes.</summary>
internal sealed class DocumentedHelp : SynchronousCommandLineAction
{
    private const string RootExamples = """
        shim-lsp demo                               watch it list, switch, route, cache and invalidate
        shim-lsp models                             the models you have
        shim-lsp route "rename x to count"          which of them takes this task
        shim-lsp use haiku                          work with one; 'use auto' goes back to routing
        """;

    private const string ExitCodeText = """
        Exit codes:
          0  done
          1  it could not be done (unknown model, nothing can take the task, unreadable catalog)
          2  the command line is wrong
        """;

    private readonly HelpAction usual = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = (parseResult.CommandResult.Command as DocumentedCommand)?.Examples ?? RootExamples;
        output.WriteLine("Examples:");
        foreach (var line in examples.Split('\n'))
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
        output.WriteLine(ExitCodeText);
        return ExitCodes.Ok;
    }
}
