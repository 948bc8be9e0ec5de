using System.Text.Json;
using Microsoft.Extensions.Logging;
using ShimLsp.Server.Lsp.Messages;
using ShimLsp.Server.Rpc;
using StreamJsonRpc;

namespace ShimLsp.Server.Lsp;

/// <summary>The server's requests and messages to the client, apart from the contract's notifications.</summary>
/// <param name="peer">The connection.</param>
internal sealed class LspClient(RpcPeer peer)
{
    private volatile bool isListening;

    /// <summary>From now on the client may be spoken to: <c>initialize</c> is answered.</summary>
    public void Listen() => isListening = true;

    /// <summary>Shows an entry of the log.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="text">The entry.</param>
    public void Log(LogLevel level, string text)
    {
        if (isListening)
        {
            peer.Tell("window/logMessage", null, new(TypeOf(level), text), LspJson.Default.LogMessageParams);
        }
    }

    /// <summary>Shows an error to the person.</summary>
    /// <param name="message">One line.</param>
    public void Show(string message) =>
        peer.Tell("window/showMessage", message, new(MessageTypes.Error, message), LspJson.Default.ShowMessageParams);

    /// <summary>Asks for the sections of those folders.</summary>
    /// <param name="folders">As the client named them; null for the folderless session.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>One section per folder; null if the client's answer has no sections.</returns>
    public async Task<JsonElement[]?> ConfigurationAsync(IEnumerable<string?> folders, CancellationToken cancellationToken)
    {
        ConfigurationItem[] items = [.. folders.Select(folder => new ConfigurationItem(ScopeOf(folder), "shim"))];
        var answer = await peer.RequestAsync("workspace/configuration", new(items), LspJson.Default.ConfigurationParams, cancellationToken)
            .ConfigureAwait(false);
        return answer is { ValueKind: JsonValueKind.Array } sections && sections.GetArrayLength() == items.Length
            ? [.. sections.EnumerateArray()]
            : null;
    }

    /// <summary>Asks the person. The answer may take long.</summary>
    /// <param name="message">The question.</param>
    /// <param name="actions">The answers.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The chosen answer; null if the person chose none, or nobody can be asked.</returns>
    public async Task<string?> AskAsync(string message, IEnumerable<string> actions, CancellationToken cancellationToken)
    {
        try
        {
            var question = new ShowMessageRequestParams(
                MessageTypes.Warning,
                message,
                [.. actions.Select(title => new MessageActionItem(title))]
            );
            var answer = await peer.RequestAsync(
                    "window/showMessageRequest",
                    question,
                    LspJson.Default.ShowMessageRequestParams,
                    cancellationToken
                )
                .ConfigureAwait(false);
            return (answer ?? default).At("title").AsString();
        }
        catch (Exception refused)
            when (refused is RemoteRpcException or ConnectionLostException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Registers for what the client lets a server register: changes of our section, and of a workspace's own catalog.</summary>
    /// <param name="parameters">What the client can do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task RegisterAsync(InitializeParams parameters, CancellationToken cancellationToken)
    {
        Registration[] wanted = [.. Registrations(parameters)];
        if (wanted.Length == 0)
        {
            return;
        }

        try
        {
            await peer.RequestAsync("client/registerCapability", new(wanted), LspJson.Default.RegistrationParams, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception refused)
            when (refused is RemoteRpcException or ConnectionLostException or OperationCanceledException or ObjectDisposedException)
        {
            // The server watches the files itself, and a client that pushes its configuration needs no registration.
        }
    }

    // A client may name a folder by its path, as rootPath does; a scope is a URI, and what can be made none names no scope.
    private static string? ScopeOf(string? folder) =>
        !Uri.TryCreate(folder, UriKind.Absolute, out var uri) ? null
        : folder.StartsWith($"{uri.Scheme}:", StringComparison.OrdinalIgnoreCase) ? folder
        : uri.AbsoluteUri;

    private static IEnumerable<Registration> Registrations(InitializeParams parameters)
    {
        if (parameters.CanRegisterConfiguration)
        {
            var section = JsonSerializer.SerializeToElement(new("shim"), LspJson.Default.DidChangeConfigurationRegistrationOptions);
            yield return new("shim.configuration", "workspace/didChangeConfiguration", section);
        }

        if (parameters.CanRegisterWatchedFiles)
        {
            var watchers = JsonSerializer.SerializeToElement(
                new([new("**/.shim/models.json")]),
                LspJson.Default.DidChangeWatchedFilesRegistrationOptions
            );
            yield return new("shim.watchedFiles", "workspace/didChangeWatchedFiles", watchers);
        }
    }

    private static int TypeOf(LogLevel level) =>
        level switch
        {
            LogLevel.Error or LogLevel.Critical => MessageTypes.Error,
            LogLevel.Warning => MessageTypes.Warning,
            LogLevel.Information => MessageTypes.Info,
            _ => MessageTypes.Log,
        };
}
