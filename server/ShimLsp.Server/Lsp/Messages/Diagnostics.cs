namespace ShimLsp.Server.Lsp.Messages;

/// <summary>Parameters of <c>textDocument/publishDiagnostics</c>.</summary>
internal sealed record PublishDiagnosticsParams(string Uri, int? Version, IReadOnlyList<LspDiagnostic> Diagnostics);

/// <summary>The answer of <c>textDocument/diagnostic</c>: always all of them.</summary>
internal sealed record DocumentDiagnosticReport(IReadOnlyList<LspDiagnostic> Items)
{
    public string Kind { get; } = "full";
}

/// <summary>LSP's <c>Diagnostic</c>.</summary>
internal sealed record LspDiagnostic(LspRange Range, int Severity, string Code, string Message)
{
    public string Source { get; } = "shim";

    public CodeDescription? CodeDescription { get; init; }

    public IReadOnlyList<int>? Tags { get; init; }

    public IReadOnlyList<DiagnosticRelatedInformation>? RelatedInformation { get; init; }
}

/// <summary>Where a code is explained.</summary>
internal sealed record CodeDescription(string Href);

/// <summary>Another place that belongs to a diagnostic.</summary>
internal sealed record DiagnosticRelatedInformation(LspLocation Location, string Message);

/// <summary>How the client pulls diagnostics.</summary>
internal sealed record DiagnosticOptions(string Identifier, bool InterFileDependencies, bool WorkspaceDiagnostics);

/// <summary>How the client tells of documents.</summary>
internal sealed record TextDocumentSyncOptions(bool OpenClose, int Change, SaveOptions Save);

/// <summary>What the client says of a save.</summary>
internal sealed record SaveOptions(bool IncludeText);

/// <summary>LSP's <c>DiagnosticSeverity</c>.</summary>
internal static class DiagnosticSeverities
{
    public const int Error = 1;
    public const int Warning = 2;
    public const int Information = 3;
    public const int Hint = 4;
}

/// <summary>LSP's <c>DiagnosticTag</c>.</summary>
internal static class DiagnosticTags
{
    public const int Unnecessary = 1;
}
