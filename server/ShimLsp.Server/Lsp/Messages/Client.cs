using System.Text.Json;

namespace ShimLsp.Server.Lsp.Messages;

/// <summary>Parameters of <c>client/registerCapability</c>.</summary>
internal sealed record RegistrationParams(IReadOnlyList<Registration> Registrations);

/// <summary>One capability to register.</summary>
internal sealed record Registration(string Id, string Method, JsonElement RegisterOptions);

/// <summary>Parameters of <c>client/unregisterCapability</c>. LSP itself spells them so.</summary>
internal sealed record UnregistrationParams(IReadOnlyList<Unregistration> Unregisterations);

/// <summary>One capability to take back.</summary>
internal sealed record Unregistration(string Id, string Method);

/// <summary>Options of <c>workspace/didChangeConfiguration</c>: without the section, every change of a font would come.</summary>
internal sealed record DidChangeConfigurationRegistrationOptions(string Section);

/// <summary>Options of <c>workspace/didChangeWatchedFiles</c>.</summary>
internal sealed record DidChangeWatchedFilesRegistrationOptions(IReadOnlyList<FileSystemWatcher> Watchers);

/// <summary>One pattern to watch.</summary>
internal sealed record FileSystemWatcher(string GlobPattern);

/// <summary>Parameters of <c>workspace/configuration</c>.</summary>
internal sealed record ConfigurationParams(IReadOnlyList<ConfigurationItem> Items);

/// <summary>One section asked for; the scope, a URI, is absent for the folderless session.</summary>
internal sealed record ConfigurationItem(string? ScopeUri, string Section);

/// <summary>Parameters of <c>window/logMessage</c>.</summary>
internal sealed record LogMessageParams(int Type, string Message);

/// <summary>Parameters of <c>window/showMessage</c>.</summary>
internal sealed record ShowMessageParams(int Type, string Message);

/// <summary>Parameters of <c>window/showMessageRequest</c>.</summary>
internal sealed record ShowMessageRequestParams(int Type, string Message, IReadOnlyList<MessageActionItem> Actions);

/// <summary>One answer to choose.</summary>
internal sealed record MessageActionItem(string Title);

/// <summary>What came of a question to a person.</summary>
/// <param name="IsGiven">False if nobody was asked: the client cannot ask, or is gone.</param>
/// <param name="Title">The chosen answer; null if the person chose none.</param>
internal readonly record struct PersonsAnswer(bool IsGiven, string? Title);

/// <summary>LSP's <c>MessageType</c>.</summary>
internal static class MessageTypes
{
    public const int Error = 1;
    public const int Warning = 2;
    public const int Info = 3;
    public const int Log = 4;
}
