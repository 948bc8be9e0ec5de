using System.Text.Json;

namespace ShimLsp.Server.Lsp.Messages;

/// <summary>Parameters of <c>client/registerCapability</c>.</summary>
internal sealed record RegistrationParams(IReadOnlyList<Registration> Registrations);

/// <summary>One capability to register.</summary>
internal sealed record Registration(string Id, string Method, JsonElement RegisterOptions);

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

/// <summary>LSP's <c>MessageType</c>.</summary>
internal static class MessageTypes
{
    public const int Error = 1;
    public const int Warning = 2;
    public const int Info = 3;
    public const int Log = 4;
}
