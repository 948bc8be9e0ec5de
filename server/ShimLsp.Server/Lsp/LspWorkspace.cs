using System.Text.Json;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Lsp.Messages;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc;

namespace ShimLsp.Server.Lsp;

/// <summary>LSP's own messages of the lifecycle and the workspace. Each takes effect before the next message starts.</summary>
internal sealed class LspWorkspace(
    IWorkspaces workspaces, LspLifecycle lifecycle, LspClient client, LspNotifications notifications, ParentWatch parent, TimeProvider clock)
{
    private static readonly TimeSpan LongestPull = TimeSpan.FromSeconds(1);

    private InitializeParams? initialize;
    private int pulls;

    public InitializeResult Initialize(JsonElement? parameters = null)
    {
        initialize = InitializeParams.Read(parameters);
        notifications.NotifyDecisions = initialize.NotifyDecisions;
        notifications.SetTrace(initialize.Trace);
        parent.Watch(initialize.ProcessId);
        workspaces.Start(initialize.Folders, SettingsSection.Read(initialize.Settings, isSection: true) ?? ClientSettings.Empty, initialize.WorkspaceTrusted);
        if (initialize.CanPullConfiguration)
        {
            lifecycle.PullConfiguration();
        }

        return LspCapabilities.Of(initialize);
    }

    public void Initialized(JsonElement? parameters = null)
    {
        client.Listen();
        _ = client.RegisterAsync(initialize!, CancellationToken.None);
        PullAllBehind(atStart: true);
    }

    public static JsonElement? Shutdown(JsonElement? parameters = null) => null;

    public void Exit(JsonElement? parameters = null) => lifecycle.Exit();

    public void SetTrace(JsonElement? parameters = null) => notifications.SetTrace((parameters ?? default).At("value").AsString());

    public void DidChangeConfiguration(JsonElement? parameters = null)
    {
        workspaces.Configure(SettingsSection.Read((parameters ?? default).At("settings"), isSection: false));
        PullAllBehind(atStart: false);
    }

    public void DidChangeWorkspaceFolders(JsonElement? parameters = null)
    {
        var change = (parameters ?? default).At("event");
        foreach (var folder in Uris(change.At("removed")))
        {
            workspaces.Close(folder);
        }

        OpenSession[] added = [.. Uris(change.At("added")).Select(workspaces.Open).OfType<OpenSession>()];
        PullBehind(added, Volatile.Read(ref pulls), atStart: true);
    }

    public void DidChangeWatchedFiles(JsonElement? parameters = null) => workspaces.FilesChanged();

    private static IEnumerable<string> Uris(JsonElement folders) =>
        folders.Items().Select(folder => folder.At("uri").AsString()).OfType<string>();

    private void PullAllBehind(bool atStart) => PullBehind(workspaces.Sessions, Interlocked.Increment(ref pulls), atStart);

    private void PullBehind(IReadOnlyList<OpenSession> sessions, int number, bool atStart)
    {
        if (lifecycle.TakeHold() is { } hold)
        {
            _ = PullAsync(sessions, number, atStart, hold);
        }
    }

    /// <summary>
    /// Asks the client for its settings, and lets what was read behind go on when they are in force, or after a second: until then the
    /// old ones hold. An answer that comes later is taken when it comes, unless it was asked for anew meanwhile.
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
            if (await IsLateAsync(answer).ConfigureAwait(false))
            {
                hold.Release();
                atStart = false; // what was read behind is under way: this changes what it began with
            }

            var sections = await answer.ConfigureAwait(false);
            if (sections is not null && number == Volatile.Read(ref pulls))
            {
                foreach (var (session, section) in sessions.Zip(sections))
                {
                    workspaces.ApplyPulled(session, SettingsSection.Read(section, isSection: true), atStart);
                }
            }
        }
        catch (Exception refused) when (refused is RemoteRpcException or ConnectionLostException or OperationCanceledException or ObjectDisposedException)
        {
            // The old settings hold.
        }
        finally
        {
            hold.Release();
        }
    }

    private async Task<bool> IsLateAsync(Task answer)
    {
        using var inTime = new CancellationTokenSource();
        var limit = Task.Delay(LongestPull, clock, inTime.Token);
        var isLate = await Task.WhenAny(answer, limit).ConfigureAwait(false) == limit;
        await inTime.CancelAsync().ConfigureAwait(false);
        return isLate;
    }
}
