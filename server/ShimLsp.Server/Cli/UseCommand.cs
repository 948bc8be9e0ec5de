using System.CommandLine;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Messages;

namespace ShimLsp.Server.Cli;

/// <summary><c>use</c>: makes a model the active one of a workspace, and remembers it.</summary>
internal static class UseCommand
{
    public static Command Create(CommandContext context)
    {
        var slug = new Argument<string>("SLUG") { Description = "The model, or 'auto' to have each task routed." };
        var command = new DocumentedCommand("use", "Make a model the active one of this workspace, and remember it.")
        {
            Examples = """
                shim-lsp use sonnet                         every task goes to it from now on
                shim-lsp use auto                           each task is routed again
                """,
            Arguments = { slug },
        };
        new SessionOptions(context).SetAction(command, (session, parsed, json, _) =>
        {
            var result = session.Rpc.SwitchModel(new() { Slug = parsed.GetRequiredValue(slug) });
            // Whether it was written shows only in what can be read again; an editor has its log for that.
            if (new StateFolder(context.Host).Read(session.Folder).Active != result.Active)
            {
                return Task.FromResult(Failure.Of($"{result.Active} could not be remembered for {session.Folder}.").Tell(context.Terminal, json));
            }

            Write(context.Terminal, session, result, json);
            return Task.FromResult(ExitCodes.Ok);
        });
        return command;
    }

    private static void Write(Terminal terminal, OneShot session, SwitchModelResult result, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, result, WireJson.Default.SwitchModelResult);
            return;
        }

        terminal.WriteLine(result.Active == result.Previous
            ? $"{result.Active} stays the active model of {session.Folder}."
            : $"{result.Active} is the active model of {session.Folder} now; it was {result.Previous}.");
        terminal.WriteLine("An editor that is running keeps its own until it starts again, or switches itself.", Tone.Dim);
        if (session.Rpc.ListModels().Models.First(model => model.Active).Availability.Reason is { } reason)
        {
            terminal.WriteLine($"It cannot be used yet: {reason}", Tone.Warning);
        }
    }
}
