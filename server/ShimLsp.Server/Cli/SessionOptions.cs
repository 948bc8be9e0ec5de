using System.CommandLine;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli;

/// <summary>The options of a command that works in one workspace, and how such a command runs.</summary>
internal sealed class SessionOptions
{
    private readonly CommandContext context;
    private readonly Option<string?> folder;
    private readonly Option<string?>? models;
    private readonly Option<bool> json = SharedOptions.Json();

    /// <summary>Makes them.</summary>
    /// <param name="context">What commands work with.</param>
    /// <param name="hasModels">Whether the command can work with another catalog than the workspace's.</param>
    public SessionOptions(CommandContext context, bool hasModels = true)
    {
        this.context = context;
        folder = SharedOptions.Folder(context.Host);
        models = hasModels ? SharedOptions.Models(context.Host) : null;
    }

    /// <summary>Gives a command these options.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(folder);
        if (models is not null)
        {
            command.Options.Add(models);
        }

        command.Options.Add(json);
    }

    /// <summary>The workspace that a command line names.</summary>
    /// <param name="parsed">The command line.</param>
    public FolderPath FolderIn(ParseResult parsed) => SharedOptions.FolderOf(parsed.GetValue(folder), context.Host);

    /// <summary>The same, for a command line that may be wrong; null if it names no folder of this machine.</summary>
    /// <param name="parsed">The command line.</param>
    public FolderPath? FolderIfLocal(ParseResult parsed) =>
        (
            FolderReference.Parse(parsed.GetValue(folder) ?? context.Host.WorkingDirectory, context.Host.WorkingDirectory)
            as FolderReference.Local
        )?.Folder;

    /// <summary>The catalog that it names; null if it names none.</summary>
    /// <param name="parsed">The command line.</param>
    public string? ModelsIn(ParseResult parsed) => models is null ? null : parsed.GetValue(models);

    /// <summary>Whether it asks for JSON.</summary>
    /// <param name="parsed">The command line.</param>
    public bool JsonIn(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>Gives a command these options and what it does.</summary>
    /// <param name="command">The command.</param>
    /// <param name="run">What it does, given its session, its command line and whether to write JSON; returns the exit code.</param>
    /// <param name="breakOff">Called before an error is printed, because the command may have shown a part of its result.</param>
    public void SetAction(Command command, Func<OneShot, ParseResult, bool, CancellationToken, Task<int>> run, Action? breakOff = null)
    {
        AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var asJson = JsonIn(parsed);
                try
                {
                    using var session = new OneShot(context, FolderIn(parsed), ModelsIn(parsed));
                    return await run(session, parsed, asJson, cancellationToken).ConfigureAwait(false);
                }
                catch (ContractException refused)
                {
                    breakOff?.Invoke();
                    return Failure.Of(refused.Error).Tell(context.Terminal, asJson);
                }
            }
        );
    }
}
