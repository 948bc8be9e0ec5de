using System.CommandLine;

namespace ShimLsp.Server.Cli;

/// <summary><c>schema</c>: the JSON schema of models.json, for editors and validators.</summary>
internal static class SchemaCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new DocumentedCommand("schema", "Print the JSON schema of models.json.")
        {
            Examples = """
                shim-lsp schema > models.schema.json        for an editor without the extension: "$schema" names it
                """,
            ExitCodeText = """
                0  printed
                2  the command line is wrong
                """,
        };
        command.SetAction(_ =>
        {
            using var schema = new StreamReader(typeof(SchemaCommand).Assembly.GetManifestResourceStream("models.schema.json")!);
            context.Terminal.Out.Write(schema.ReadToEnd().ReplaceLineEndings("\n"));
            return ExitCodes.Ok;
        });
        return command;
    }
}
