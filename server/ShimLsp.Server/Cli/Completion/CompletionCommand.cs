using System.CommandLine;

namespace ShimLsp.Server.Cli.Completion;

/// <summary><c>completion</c>: prints the script with which a shell asks this program for completions.</summary>
internal static class CompletionCommand
{
    public static Command Create(CommandContext context)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh (PowerShell)." }.AcceptOnlyFromAmong(
            "bash",
            "zsh",
            "fish",
            "pwsh"
        );
        var command = new DocumentedCommand("completion", "Print a shell's completion script for commands, options, models and folders.")
        {
            Examples = """
                eval "$(shim-lsp completion bash)"                    in ~/.bashrc
                eval "$(shim-lsp completion zsh)"                     in ~/.zshrc, after compinit
                shim-lsp completion fish | source                     in ~/.config/fish/config.fish
                shim-lsp completion pwsh | Out-String | iex           in $PROFILE
                """,
            Arguments = { shell },
        };
        command.SetAction(parsed =>
        {
            using var script = new StreamReader(
                typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{parsed.GetRequiredValue(shell)}")!
            );
            context.Terminal.Out.Write(script.ReadToEnd().ReplaceLineEndings("\n"));
            return ExitCodes.Ok;
        });
        return command;
    }
}
