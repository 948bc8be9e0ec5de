using System.CommandLine;
using StreamJsonRpc;

namespace ShimLsp.Server.Cli;

/// <summary>The options of a command that works in one workspace, and how such a command runs.</summary>
internal sealed class SessionOptions
{
    private readonly CommandContext context;
    private readonly Option<string?> folder;
    private readonly Option<string?> models = SharedOptions.Models();
    private readonly Option<bool> json = SharedOptions.Json();

    public SessionOptions(CommandContext context)
    {
        this.context = context;
        folder = SharedOptions.Folder(context.Host);
    }

    /// <summary>Gives a command these options and what it does.</summary>
    /// <param name="command">The command.</param>
    /// <param name="run">What it does, given its session, its command line and whether to write JSON; returns the exit code.</param>
    public void SetAction(Command command, Func<OneShot, ParseResult, bool, CancellationToken, Task<int>> run)
    {
        command.Options.Add(folder);
        command.Options.Add(models);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asJson = parsed.GetValue(json);
            try
            {
                using var session = new OneShot(context, SharedOptions.FolderOf(parsed.GetValue(folder), context.Host), parsed.GetValue(models));
                return await run(session, parsed, asJson, cancellationToken).ConfigureAwait(false);
            }
            catch (LocalRpcException refused)
            {
                return Failure.Of(refused).Tell(context.Terminal, asJson);
            }
        });
    }
}
