namespace ShimLsp.Server.Lsp.Messages;

/// <summary>The answer of <c>textDocument/completion</c>.</summary>
internal sealed record CompletionList(bool IsIncomplete, IReadOnlyList<CompletionItem> Items);

/// <summary>LSP's <c>CompletionItem</c>.</summary>
internal sealed record CompletionItem(string Label, int Kind, TextEdit TextEdit)
{
    public string? Detail { get; init; }

    public MarkupContent? Documentation { get; init; }

    public required string FilterText { get; init; }

    public required string SortText { get; init; }
}

/// <summary>LSP's <c>MarkupContent</c>.</summary>
internal sealed record MarkupContent(string Kind, string Value);

/// <summary>The answer of <c>textDocument/hover</c>.</summary>
internal sealed record LspHover(MarkupContent Contents, LspRange Range);

/// <summary>What completion the server offers.</summary>
internal sealed record CompletionOptions(IReadOnlyList<string> TriggerCharacters);

/// <summary>LSP's <c>CompletionItemKind</c>.</summary>
internal static class CompletionItemKinds
{
    public const int Property = 10;
    public const int Value = 12;
    public const int Reference = 18;
    public const int EnumMember = 20;
    public const int Constant = 21;
}
