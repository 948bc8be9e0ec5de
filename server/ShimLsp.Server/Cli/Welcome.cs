using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli;

/// <summary>What <c>shim-lsp</c> prints without arguments: where to start.</summary>
internal static class Welcome
{
    /// <summary>The first commands to try.</summary>
    public const string Examples = """
        shim-lsp demo                        watch it at work; needs no key
        shim-lsp doctor                      check your setup
        shim-lsp models                      list your models
        shim-lsp route "rename x to count"   which of them takes this task
        shim-lsp use haiku                   use one model; 'use auto' routes again
        """;

    public static void Write(TerminalStreams terminal)
    {
        terminal.WriteLine(RootCommandOf.Purpose);
        terminal.Out.WriteLine();
        foreach (var line in Examples.Split('\n'))
        {
            terminal.WriteLine($"  {line}");
        }

        terminal.Out.WriteLine();
        terminal.WriteLine("Editors start 'shim-lsp lsp'. All commands: shim-lsp --help", Tone.Dim);
    }
}
