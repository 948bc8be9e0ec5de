using System.Text.Json;

namespace ShimLsp.Server.Lsp.Messages;

/// <summary>LSP's <c>CodeAction</c>.</summary>
internal sealed record LspCodeAction(string Title, string Kind)
{
    public IReadOnlyList<LspDiagnostic>? Diagnostics { get; init; }

    public bool? IsPreferred { get; init; }

    public WorkspaceEdit? Edit { get; init; }

    public LspCommand? Command { get; init; }
}

/// <summary>LSP's <c>Command</c>.</summary>
internal sealed record LspCommand(string Title, string Command, IReadOnlyList<JsonElement>? Arguments = null);

/// <summary>The key that a command of the client's moves: where it is, and not the key.</summary>
internal sealed record MoveKeyArguments(string Uri, LspRange Range);

/// <summary>What code actions the server offers.</summary>
internal sealed record CodeActionOptions(IReadOnlyList<string> CodeActionKinds, bool ResolveProvider);

/// <summary>LSP's <c>CodeActionKind</c>, and ours.</summary>
internal static class CodeActionKinds
{
    public const string QuickFix = "quickfix";

    /// <summary>A switch of the model. Lists of actions have it, and nothing applies it unseen.</summary>
    public const string Refactor = "refactor";

    public const string FixAll = "source.fixAll.shim";
}

/// <summary>What a client can do with code actions.</summary>
internal sealed record CodeActionSupport
{
    /// <summary>Whether it takes actions with edits; else it takes commands alone.</summary>
    public bool TakesActions { get; init; }

    /// <summary>Whether it knows preferred actions.</summary>
    public bool KnowsPreferred { get; init; }

    /// <summary>Whether it has the command that moves a key into its secret store.</summary>
    public bool KeepsSecrets { get; init; }

    /// <summary>Whether it leaves it to the server to ask for trust: it does not say itself what is trusted.</summary>
    public bool LetsServerAskForTrust { get; init; }

    /// <summary>Whether it is offered to switch the model: not if it has a picker of its own.</summary>
    public bool WantsSwitch { get; init; }

    /// <summary>Reads it from the parameters of <c>initialize</c>.</summary>
    /// <param name="parameters">The parameters.</param>
    public static CodeActionSupport Read(JsonElement parameters)
    {
        var support = parameters.At("capabilities").At("textDocument").At("codeAction");
        var options = parameters.At("initializationOptions");
        return new()
        {
            TakesActions = support.At("codeActionLiteralSupport").ValueKind is JsonValueKind.Object,
            KnowsPreferred = support.At("isPreferredSupport").IsTrue(),
            KeepsSecrets = options.At("secretStore").IsTrue(),
            LetsServerAskForTrust = options.At("workspaceTrusted").ValueKind is not (JsonValueKind.True or JsonValueKind.False),
            WantsSwitch = options.At("useCommands").ValueKind is not JsonValueKind.False,
        };
    }
}
