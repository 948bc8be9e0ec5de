namespace ShimLsp.Server.Cli.Demo;

/// <summary>What the demonstration, as an LSP client, sends of LSP itself.</summary>
internal sealed record InitializeMessage(int ProcessId, NoCapabilities Capabilities, IReadOnlyList<FolderMessage> WorkspaceFolders);

/// <summary>A client that can do nothing special: the server then asks it nothing.</summary>
internal sealed record NoCapabilities;

/// <summary>A workspace folder.</summary>
internal sealed record FolderMessage(string Uri, string Name);

/// <summary>Parameters of <c>workspace/didChangeConfiguration</c>.</summary>
internal sealed record ConfigurationMessage(SettingsMessage Settings);

/// <summary>The settings; the section replaces all that was set before.</summary>
internal sealed record SettingsMessage(ShimMessage Shim);

/// <summary>The section <c>shim</c>.</summary>
internal sealed record ShimMessage(RouterMessage? Router);

/// <summary>Its part <c>router</c>.</summary>
internal sealed record RouterMessage(double Threshold);
