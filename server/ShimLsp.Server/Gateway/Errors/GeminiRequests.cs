using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Errors;

/// <summary>Requests of Google's Gemini API. The gateway does not serve it, and says so to its clients in their own format.</summary>
internal static class GeminiRequests
{
    private const string Advice =
        "The gateway does not serve Gemini's API. These clients work: "
        + "Codex, Claude Code, opencode, Qwen Code, Copilot CLI, pi, Continue. Run: shim-lsp run --help";

    /// <summary>Whether a path is of that API, such as <c>/v1beta/models/NAME:streamGenerateContent</c>.</summary>
    /// <param name="path">The path.</param>
    public static bool Has(PathString path) =>
        path.StartsWithSegments("/v1beta", StringComparison.Ordinal)
        || path.StartsWithSegments("/v1alpha", StringComparison.Ordinal)
        || path.StartsWithSegments("/v1/models", StringComparison.Ordinal, out var model) && model.Value!.Contains(':');

    /// <summary>What its clients are told. With 400 they show the message at once; they repeat a 5xx.</summary>
    public static GatewayException Refusal() => new(400, GatewayErrorKind.InvalidRequest, Advice) { IsFinal = true };
}
