namespace ShimLsp.Server.Lsp.Commands;

/// <summary>What the first argument of a command may look like, as JSON.</summary>
internal static class CommandExamples
{
    /// <summary>As a program gives it.</summary>
    /// <param name="command">The command.</param>
    public static string Object(string command) =>
        command switch
        {
            LspCommands.SwitchModel or LspCommands.Probe or LspCommands.FetchModels => """{"slug":"opus"}""",
            LspCommands.Route => """{"task":"rename x to count"}""",
            _ => "{}",
        };

    /// <summary>As a person gives it: a text.</summary>
    /// <param name="command">The command.</param>
    public static string Text(string command) =>
        command switch
        {
            LspCommands.SwitchModel or LspCommands.Probe or LspCommands.FetchModels => "\"opus\"",
            LspCommands.Route => "\"rename x to count\"",
            _ => "\"name-of-a-folder\"",
        };

    /// <summary>Both.</summary>
    /// <param name="command">The command.</param>
    public static string Both(string command) => $"{Object(command)} or {Text(command)}";
}
