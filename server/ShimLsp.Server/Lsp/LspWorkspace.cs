using System.Text.Json;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Lsp.Messages;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc;

namespace ShimLsp.Server.Lsp;

/// <summary>LSP's own messages of the lifecycle and the workspace. Each takes effect before the next message starts.</summary>
internal sealed class LspWorkspace(
    IWorkspaces workspaces,
    LspLifecycle lifecycle,
    LspClient client,
    LspNotifications notifications,
    CatalogErrors errors,
    LspLanguage language,
    UseCommands useCommands,
    ParentWatch parent,
    TimeProvider clock
)
{
    private static readonly TimeSpan LongestPull = TimeSpan.FromSeconds(1);

    private readonly Lock numbering = new();
    private InitializeParams? initialize;
    private int pulls;

    public InitializeResult Initialize(JsonElement? parameters = null)
    {
        initialize = InitializeParams.Read(parameters);
        notifications.NotifyDecisions = initialize.NotifyDecisions;
        notifications.SetTrace(initialize.Trace);
        errors.IsWanted = initialize.ShowProblems;
        language.Start(initialize);
        parent.Watch(initialize.ProcessId);
        workspaces.Start(
            initialize.Folders,
            SettingsSection.Read(initialize.Settings, isSection: true) ?? ClientSettings.Empty,
            initialize.WorkspaceTrusted
        );
        if (initialize.CanPullConfiguration)
        {
            lifecycle.PullConfiguration();
        }

        return LspCapabilities.Of(initialize, useCommands.AtStart(initialize));
    }

    public void Initialized(JsonElement? parameters = null) =>
        WithHold(hold =>
        {
            client.Listen();
            var told = initialize ?? InitializeParams.Read(null);
            _ = client.RegisterAsync(told, CancellationToken.None);
            PullBehind(hold, workspaces.Sessions, NextPull(), atStart: true);
            useCommands.Follow(told);
        });

    public static JsonElement? Shutdown(JsonElement? parameters = null) => null;

    public void Exit(JsonElement? parameters = null) => lifecycle.Exit();

    public void SetTrace(JsonElement? parameters = null) => notifications.SetTrace((parameters ?? default).At("value").AsString());

    public void DidChangeConfiguration(JsonElement? parameters = null) =>
        WithHold(hold =>
        {
            // Numbered first: an answer to an earlier question that comes from here on is an old one.
            var number = NextPull();
            workspaces.Configure(SettingsSection.Read((parameters ?? default).At("settings"), isSection: false));
            useCommands.Changed();
            PullBehind(hold, workspaces.Sessions, number, atStart: false);
        });

    public void DidChangeWorkspaceFolders(JsonElement? parameters = null) =>
        WithHold(hold =>
        {
            var change = (parameters ?? default).At("event");
            foreach (var folder in Uris(change.At("removed")))
            {
                workspaces.Close(folder);
                errors.Forget(folder);
            }

            OpenSession[] added = [.. Uris(change.At("added")).Select(workspaces.Open).OfType<OpenSession>()];
            PullBehind(hold, added, CurrentPull(), atStart: true);
            useCommands.Changed();
        });

    public void DidChangeWatchedFiles(JsonElement? parameters = null) => workspaces.FilesChanged();

    private static IEnumerable<string> Uris(JsonElement folders) =>
        folders.Items().Select(folder => folder.At("uri").AsString()).OfType<string>();

    /// <summary>Ends the pause behind a handler's message, whatever happens in the handler.</summary>
    private void WithHold(Action<Hold?> handle)
    {
        var hold = lifecycle.TakeHold();
        try
        {
            handle(hold);
        }
        catch
        {
            hold?.Release();
            throw;
        }
    }

    private void PullBehind(Hold? hold, IReadOnlyList<OpenSession> sessions, int number, bool atStart)
    {
        if (hold is not null)
        {
            _ = PullAsync(sessions, number, atStart, hold);
        }
        else
        {
            ShowErrors(sessions);
        }
    }

    private int NextPull()
    {
        lock (numbering)
        {
            return ++pulls;
        }
    }

    private int CurrentPull()
    {
        lock (numbering)
        {
            return pulls;
        }
    }

    /// <summary>
    /// Asks the client for its settings. Messages behind wait until the settings are in force. The wait ends a second after the message
    /// that causes it was read, so many of them in a row hold a request for no longer than one. Until then the old settings hold. A later
    /// answer is applied when it comes, unless a newer request is under way.
    /// </summary>
    private async Task PullAsync(IReadOnlyList<OpenSession> sessions, int number, bool atStart, Hold hold)
    {
        try
        {
            if (sessions.Count == 0)
            {
                return;
            }

            var answer = client.ConfigurationAsync(sessions.Select(session => session.Name), CancellationToken.None);
            if (await IsLateAsync(answer, LongestPull - clock.GetElapsedTime(hold.ReadAt)).ConfigureAwait(false))
            {
                hold.Release();
                atStart = false; // what was read behind is under way: this changes what it began with
            }

            var sections = await answer.ConfigureAwait(false);
            if (sections is not null)
            {
                Apply(sessions.Zip(sections), number, atStart);
            }
        }
        catch (Exception refused)
            when (refused is RemoteRpcException or ConnectionLostException or OperationCanceledException or ObjectDisposedException)
        {
            // The old settings hold.
        }
        finally
        {
            hold.Release();
            ShowErrors(sessions);
        }
    }

    private void ShowErrors(IEnumerable<OpenSession> sessions)
    {
        foreach (var session in sessions)
        {
            errors.Show(session.Name, session.Session.Snapshot.Problems.Select(problem => problem.ToInfo()));
        }

        language.FilesChanged();
    }

    private void Apply(IEnumerable<(OpenSession Session, JsonElement Section)> answers, int number, bool atStart)
    {
        lock (numbering)
        {
            if (number != pulls)
            {
                return;
            }

            foreach (var (session, section) in answers)
            {
                workspaces.ApplyPulled(session, SettingsSection.Read(section, isSection: true), atStart);
            }

            useCommands.Changed();
        }
    }

    private async Task<bool> IsLateAsync(Task answer, TimeSpan patience)
    {
        using var inTime = new CancellationTokenSource();
        var limit = Task.Delay(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, clock, inTime.Token);
        var isLate = await Task.WhenAny(answer, limit).ConfigureAwait(false) == limit;
        await inTime.CancelAsync().ConfigureAwait(false);
        return isLate;
    }
}
