using System.CommandLine;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli;

/// <summary><c>schema</c>: the JSON schema of models.json, for editors and validators.</summary>
internal static class SchemaCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new DocumentedCommand("schema", "Print the JSON schema of models.json.")
        {
            Examples = """
                shim-lsp schema > models.schema.json        beside a models.json that says "$schema": "./models.schema.json"
                """,
            ExitCodeText = """
                0  printed
                2  the command line is wrong
                """,
        };
        command.SetAction(_ =>
        {
            context.Terminal.Out.Write(EmbeddedSchema.Read());
            return ExitCodes.Ok;
        });
        return command;
    }
}
