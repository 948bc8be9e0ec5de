using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli;

/// <summary>What who types <c>shim-lsp</c> and nothing else is shown: where to begin.</summary>
internal static class Welcome
{
    /// <summary>The first commands to try.</summary>
    public const string Examples = """
        shim-lsp demo                        watch it at work; needs no key
        shim-lsp doctor                      what is set up, missing, and to do
        shim-lsp models                      the models that you have
        shim-lsp route "rename x to count"   which of them takes this task
        shim-lsp use haiku                   work with one; 'use auto' routes again
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
        terminal.WriteLine("An editor starts 'shim-lsp lsp'. All commands: shim-lsp --help", Tone.Dim);
    }
}
