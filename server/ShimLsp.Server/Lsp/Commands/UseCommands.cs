using System.Collections.Immutable;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>
/// One command for each model of the first folder, and for Auto: for clients whose palette sends no arguments. A client that lets a server
/// register commands gets the new ones when the catalog changes. Any other client gets those of the start, with the answer to
/// <c>initialize</c>.
/// </summary>
/// <param name="workspaces">The open folders.</param>
/// <param name="client">Who has the palette.</param>
internal sealed class UseCommands(IWorkspaces workspaces, LspClient client)
{
    private const string Prefix = "shim.use.";

    private readonly Lock following = new();
    private ImmutableArray<string> registered = []; // of the one update at a time
    private bool isFollowing;
    private bool isUpdating;
    private bool hasChanged;

    /// <summary>The command that makes a model active.</summary>
    /// <param name="slug">The model, or Auto.</param>
    public static string NameOf(string slug) => Prefix + slug;

    /// <summary>The model that a command makes active; null if it is another command.</summary>
    /// <param name="command">The command.</param>
    public static string? SlugOf(string command) =>
        command.StartsWith(Prefix, StringComparison.Ordinal) && command.Length > Prefix.Length ? command[Prefix.Length..] : null;

    /// <summary>The commands for the answer to <c>initialize</c>; none for a client that is sent them later, or wants none.</summary>
    /// <param name="parameters">What the client can do.</param>
    public ImmutableArray<string> AtStart(InitializeParams parameters) =>
        parameters is { WantsUseCommands: true, RunsCommands: true, CanRegisterCommands: false } ? Wanted() : [];

    /// <summary>From now on the client is sent the commands, if it can take them and wants them.</summary>
    /// <param name="parameters">What the client can do.</param>
    public void Follow(InitializeParams parameters)
    {
        if (parameters is { WantsUseCommands: true, CanRegisterCommands: true })
        {
            lock (following)
            {
                isFollowing = true;
            }

            Changed();
        }
    }

    /// <summary>The models may have changed. Changes during an update make one more.</summary>
    public void Changed()
    {
        lock (following)
        {
            hasChanged = true;
            if (!isFollowing || isUpdating)
            {
                return;
            }

            isUpdating = true;
        }

        // The caller that reports a change may hold the session's lock.
        _ = Task.Run(UpdateAsync);
    }

    private async Task UpdateAsync()
    {
        while (Next() is { } wanted)
        {
            if (!registered.IsEmpty)
            {
                await client.UnregisterCommandsAsync().ConfigureAwait(false);
            }

            registered = wanted;
            if (!wanted.IsEmpty)
            {
                await client.RegisterCommandsAsync(wanted).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The commands of the next update; null if the client has the present ones.</summary>
    private ImmutableArray<string>? Next()
    {
        while (true)
        {
            lock (following)
            {
                if (!hasChanged)
                {
                    isUpdating = false;
                    return null;
                }

                hasChanged = false;
            }

            var wanted = Wanted();
            if (!wanted.SequenceEqual(registered))
            {
                return wanted;
            }
        }
    }

    private ImmutableArray<string> Wanted()
    {
        if (workspaces.Find(null)?.Session.Snapshot is not { } at)
        {
            return [];
        }

        string[] auto = at.Router.Enabled ? [NameOf(at.Router.Slug.Value)] : [];
        return [.. auto, .. at.Catalog.Models.Select(model => NameOf(model.Slug.Value))];
    }
}
