namespace ShimLsp.Server.Lsp.Messages;

/// <summary>LSP's <c>DocumentHighlight</c>.</summary>
internal sealed record DocumentHighlight(LspRange Range, int Kind);

/// <summary>LSP's <c>DocumentHighlightKind</c>.</summary>
internal static class DocumentHighlightKinds
{
    public const int Read = 2;
    public const int Write = 3;
}

/// <summary>LSP's <c>DocumentLink</c>.</summary>
internal sealed record DocumentLink(LspRange Range, string Target);

/// <summary>The answer of <c>textDocument/prepareRename</c>.</summary>
internal sealed record PreparedRename(LspRange Range, string Placeholder);

/// <summary>What renames the server offers.</summary>
internal sealed record RenameOptions(bool PrepareProvider);

/// <summary>What lenses, or links, the server offers: each comes complete.</summary>
internal sealed record ResolvableOptions(bool ResolveProvider);

/// <summary>LSP's <c>CodeLens</c>.</summary>
internal sealed record CodeLens(LspRange Range, LspCommand Command);
