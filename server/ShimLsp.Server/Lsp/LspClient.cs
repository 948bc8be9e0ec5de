using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using ShimLsp.Server.Lsp.Messages;
using ShimLsp.Server.Rpc;
using StreamJsonRpc;

namespace ShimLsp.Server.Lsp;

/// <summary>The server's requests and messages to the client, apart from the contract's notifications.</summary>
/// <param name="peer">The connection.</param>
internal sealed class LspClient(RpcPeer peer)
{
    private const string UseCommandsId = "shim.useCommands";
    private const string ExecuteCommand = "workspace/executeCommand";

    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isListening;

    /// <summary><c>initialize</c> is answered. Until then the client may be asked nothing, so questions waited.</summary>
    public void InitializeAnswered() => answered.TrySetResult();

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
    public void Show(string message) => Say(MessageTypes.Error, message);

    /// <summary>Shows a message to the person.</summary>
    /// <param name="type">One of <see cref="MessageTypes"/>.</param>
    /// <param name="message">One line.</param>
    public void Say(int type, string message) =>
        peer.Tell("window/showMessage", message, new(type, message), LspJson.Default.ShowMessageParams);

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
    /// <param name="type">One of <see cref="MessageTypes"/>.</param>
    /// <param name="message">The question.</param>
    /// <param name="actions">The answers.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<PersonsAnswer> AskAsync(int type, string message, IEnumerable<string> actions, CancellationToken cancellationToken)
    {
        try
        {
            await answered.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            var question = new ShowMessageRequestParams(type, message, [.. actions.Select(title => new MessageActionItem(title))]);
            var answer = await peer.RequestAsync(
                    "window/showMessageRequest",
                    question,
                    LspJson.Default.ShowMessageRequestParams,
                    cancellationToken
                )
                .ConfigureAwait(false);
            return new(IsGiven: true, (answer ?? default).At("title").AsString());
        }
        catch (Exception refused)
            when (refused is RemoteRpcException or ConnectionLostException or OperationCanceledException or ObjectDisposedException)
        {
            return new(IsGiven: false, Title: null);
        }
    }

    /// <summary>Registers for what the client lets a server register: changes of our section, and of a workspace's own catalog.</summary>
    /// <param name="parameters">What the client can do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task RegisterAsync(InitializeParams parameters, CancellationToken cancellationToken)
    {
        Registration[] wanted = [.. Registrations(parameters)];
        if (wanted.Length > 0)
        {
            // If it is refused: the server watches the files itself, and a client that pushes its configuration needs no registration.
            await TryAsync("client/registerCapability", new(wanted), LspJson.Default.RegistrationParams, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Registers the commands that make a model active. A client that refuses has none.</summary>
    /// <param name="commands">Their names.</param>
    public Task RegisterCommandsAsync(ImmutableArray<string> commands)
    {
        var options = JsonSerializer.SerializeToElement(new(commands), LspJson.Default.ExecuteCommandOptions);
        return TryAsync(
            "client/registerCapability",
            new([new(UseCommandsId, ExecuteCommand, options)]),
            LspJson.Default.RegistrationParams,
            CancellationToken.None
        );
    }

    /// <summary>Takes those commands back.</summary>
    public Task UnregisterCommandsAsync() =>
        TryAsync(
            "client/unregisterCapability",
            new([new(UseCommandsId, ExecuteCommand)]),
            LspJson.Default.UnregistrationParams,
            CancellationToken.None
        );

    private async Task TryAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            await peer.RequestAsync(method, parameters, type, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refused)
            when (refused is RemoteRpcException or ConnectionLostException or OperationCanceledException or ObjectDisposedException)
        {
            // The server does without.
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
