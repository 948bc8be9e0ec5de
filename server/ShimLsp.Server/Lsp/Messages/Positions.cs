namespace ShimLsp.Server.Lsp.Messages;

/// <summary>LSP's <c>Position</c>: zero-based, the character in the negotiated encoding.</summary>
internal sealed record LspPosition(int Line, int Character);

/// <summary>LSP's <c>Range</c>; the end is behind the last character.</summary>
internal sealed record LspRange(LspPosition Start, LspPosition End);

/// <summary>LSP's <c>Location</c>.</summary>
internal sealed record LspLocation(string Uri, LspRange Range);
