using System.CommandLine;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli;

/// <summary><c>use</c>: makes a model the active one of a workspace, and remembers it.</summary>
internal static class UseCommand
{
    public static Command Create(CommandContext context)
    {
        var slug = new Argument<string>("SLUG") { Description = "The model, or 'auto' to route each task.", HelpName = "SLUG" };
        var everywhere = new Option<bool>("--everywhere") { Description = "Also in every workspace in which no model was chosen." };
        var command = new DocumentedCommand("use", "Make a model the active one of this workspace, and remember it.")
        {
            Examples = """
                shim-lsp use sonnet                         every task goes to it
                shim-lsp use auto                           each task is routed
                shim-lsp use sonnet --everywhere            in new workspaces too
                """,
            Arguments = { slug },
            Options = { everywhere },
        };
        var options = new SessionOptions(context);
        slug.CompletionSources.Add(new SlugCompletion(context, options).One);
        options.SetAction(
            command,
            async (session, parsed, json, cancellationToken) =>
            {
                var wanted = parsed.GetRequiredValue(slug);
                if (session.Snapshot is { IsReadable: true, Router: { Enabled: false } off } && wanted == off.Slug.Value)
                {
                    return RouterIsOff(session, wanted).Tell(context.Terminal, json);
                }

                var choice = new SwitchModelParams { Slug = wanted, Everywhere = parsed.GetValue(everywhere) ? true : null };
                var (result, _) = await session
                    .AskAsync(
                        gateway => gateway.SwitchAsync(choice, cancellationToken),
                        () => Task.FromResult(session.Contract.SwitchModel(choice)),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                // Whether it was written shows only in what can be read again; an editor has its log for that.
                var state = new StateFolder(context.Host);
                if (
                    state.Read(session.Folder).Active != result.Active
                    || (choice.Everywhere is true && state.Default?.Value != result.Active)
                )
                {
                    return NotRemembered(context, session, result.Active).Tell(context.Terminal, json);
                }

                Write(context.Terminal, session, result, choice.Everywhere is true, json);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Failure RouterIsOff(OneShot session, string auto) =>
        new(
            ExitCodes.Failed,
            (int)ContractErrorCode.UnknownModel,
            $"{auto} is not available: the router is off. "
                + $"Set `enabled` of `router` to true in {string.Join(", ", session.Snapshot.CatalogState.Sources)}"
        );

    private static Failure NotRemembered(CommandContext context, OneShot session, string slug)
    {
        var state = StateFolderCheck.Of(context.Host);
        var why = state.NotWritable ?? "has a file that cannot be written";
        return Failure.Of(
            $"{slug} could not be saved for {session.Folder}: the state folder {state.Folder} {why}. What to do: shim-lsp doctor"
        );
    }

    private static void Write(TerminalStreams terminal, OneShot session, SwitchModelResult result, bool everywhere, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, result, WireJson.Default.SwitchModelResult);
            return;
        }

        terminal.WriteLine(
            result.Active == result.Previous
                ? $"{result.Active} stays the active model of {session.Folder}."
                : $"{result.Active} is the active model of {session.Folder} now; it was {result.Previous}."
        );
        if (everywhere)
        {
            terminal.WriteLine($"{result.Active} is also the model of every workspace in which you chose none.");
        }

        terminal.WriteLine("Running editors and gateways of this workspace follow.", Tone.Dim);
        if (session.Contract.ListModels().Models.First(model => model.Slug == result.Active).Availability.Reason is { } reason)
        {
            terminal.WriteLine($"It cannot be used yet: {reason}", Tone.Warning);
        }
    }
}
