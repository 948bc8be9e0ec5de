using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.Refusals;

/// <summary>What a refusal is about, by the words that providers use. Sources are in <c>docs/upstream.md</c>.</summary>
internal static partial class RefusalTopics
{
    /// <summary>Bedrock's words for a beta feature that it does not have.</summary>
    public const string BetaFlag = "invalid beta flag";

    /// <summary>Anthropic's words of a model that takes no effort.</summary>
    public const string NoEffort = "support the effort parameter";

    /// <summary>Ollama's words of a model that takes no effort.</summary>
    public const string NoThinking = "does not support thinking";

    // In this order: "prompt is too long" is about the length, though its type is that of any bad request.
    private static readonly ImmutableArray<(RefusalTopic Topic, ImmutableArray<string> Words)> Table =
    [
        (
            RefusalTopic.ContextLength,
            [
                "context_length_exceeded",
                "exceed_context_size",
                "maximum context length",
                "context window",
                "context size",
                "context length",
                "prompt is too long",
                "input is too long",
                "input token count",
                "too many input tokens",
                "too many tokens",
                "reduce the length",
                "string_above_max_length",
                "request_too_large",
            ]
        ),
        (
            RefusalTopic.Credit,
            [
                "insufficient_quota",
                "exceeded your current quota",
                "billing",
                "credit balance",
                "insufficient credit",
                "insufficient balance",
                "insufficient funds",
                "out of credit",
                "more credits",
                "payment required",
                "spend limit",
                "spending limit",
                "budget",
                "quota",
            ]
        ),
        (
            RefusalTopic.Content,
            [
                "flagged",
                "moderation",
                "content_policy",
                "content policy",
                "content_filter",
                "content filter",
                "content management policy",
                "responsibleaipolicy",
                "guardrail",
                "safety",
            ]
        ),
        (
            RefusalTopic.Model,
            [
                "model_not_found",
                "model not found",
                "no such model",
                "unknown model",
                "invalid model",
                "model does not exist",
                "model not exist",
                "try pulling it",
                "decommissioned",
                "model_not_available",
                "not a valid model",
                "not a chat model",
            ]
        ),
        (
            RefusalTopic.Address,
            [
                "page not found",
                "file not found",
                "path not found",
                "route not found",
                "endpoint not found",
                "invalid url",
                "unknown request url",
                "unexpected endpoint",
                "cannot post",
                "method not allowed",
                "/chat/completions",
                "/messages",
                "/responses",
            ]
        ),
        (
            RefusalTopic.Region,
            [
                "unsupported_country",
                "unsupported countr",
                "country, region, or territory",
                "location is not supported",
                "in your country",
                "in your region",
                "in your location",
            ]
        ),
        (
            RefusalTopic.Key,
            [
                "api key",
                "api_key",
                "apikey",
                "api-key",
                "authentication",
                "unauthorized",
                "credential",
                "access token",
                "permission_error",
                "permission_denied",
                "permission denied",
                "does not have access",
                "this key",
                "your key",
            ]
        ),
        (
            RefusalTopic.Option,
            [
                "unsupported_parameter",
                "unsupported_value",
                "unsupported parameter",
                "unsupported value",
                "unrecognized request argument",
                "extra inputs are not permitted",
                "extra fields not permitted",
                "additional properties",
                "unknown field",
                "unknown parameter",
                "unknown name",
                "unexpected keyword",
                "not supported",
                "unsupported",
                "is deprecated",
                "for the `anthropic-beta` header",
                BetaFlag,
                NoEffort,
                NoThinking,
                OmittableOptions.MessagesEffort,
            ]
        ),
    ];

    // A refusal of a bad request often quotes the prompt, and a prompt may speak of keys and budgets. A key that is wrongly given up is
    // lost until somebody edits something, so in such a body only the words count that providers use for their own errors.
    private static readonly ImmutableArray<string> AboutAccount =
    [
        "invalid_api_key",
        "api_key_invalid",
        "api key not valid",
        "invalid api key",
        "incorrect api key",
        "authentication_error",
        "permission_error",
        "permission_denied",
        "insufficient_quota",
        "credit balance is too low",
        "insufficient credit",
        "insufficient balance",
        "billing_error",
        "unsupported_country",
        "user location is not supported",
    ];

    /// <summary>What it is about; null if no known word says so.</summary>
    /// <param name="text">What its body says.</param>
    /// <param name="status">Its HTTP status.</param>
    public static RefusalTopic? Of(RefusalText text, int status)
    {
        foreach (var (topic, words) in Table)
        {
            if (words.Any(word => text.Words.Contains(word, StringComparison.Ordinal)) && Counts(topic, text.Words, status))
            {
                return topic;
            }
        }

        return text.Window is not null ? RefusalTopic.ContextLength
            : IsOfAddress(text, status) ? RefusalTopic.Address
            : null;
    }

    /// <summary>Whether it refuses thoughts that another provider, or another account, signed or encrypted.</summary>
    /// <param name="text">What its body says.</param>
    public static bool IsAboutThoughts(RefusalText text) =>
        text.Words.Contains("invalid_encrypted_content", StringComparison.Ordinal)
        || text.Words.Contains("invalid `signature` in `thinking` block", StringComparison.Ordinal);

    /// <summary>The context window that the refusal tells, in tokens; null if it does not.</summary>
    /// <param name="text">What its body says.</param>
    public static int? WindowIn(RefusalText text) =>
        text.Window
        ?? (
            Window().Match(text.Words) is { Success: true } match
            && int.TryParse(
                match.Groups["tokens"].Value.Replace(",", "", StringComparison.Ordinal),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var tokens
            )
                ? tokens
                : null
        );

    // A page, or no more than "Not Found", comes from a server that has nothing at this path.
    private static bool IsOfAddress(RefusalText text, int status) => IsNotThere(status) && (text.IsPage || text.Words == "not found");

    private static bool IsNotThere(int status) => status is 404 or 405;

    private static bool Counts(RefusalTopic topic, string words, int status) =>
        !IsOnlyAPause(topic, words)
        && (topic is not RefusalTopic.Address || IsNotThere(status))
        && (topic is not RefusalTopic.Region || status is 400 or 403 or 404 or 422 or 451)
        && (
            status is not (400 or 422)
            || topic is not (RefusalTopic.Key or RefusalTopic.Credit or RefusalTopic.Region)
            || AboutAccount.Any(word => words.Contains(word, StringComparison.Ordinal))
        );

    /// <summary>A quota for each minute or day is a limit of the rate: it fills again by itself.</summary>
    private static bool IsOnlyAPause(RefusalTopic topic, string words) =>
        topic is RefusalTopic.Credit && PerTime().IsMatch(words) && !words.Contains("insufficient_quota", StringComparison.Ordinal);

    [GeneratedRegex(@"(per|each|every|a)[ _-]?(second|minute|hour|day|month)|per(second|minute|hour|day)|\b[rt]p[mds]\b")]
    private static partial Regex PerTime();

    // "This model's maximum context length is 8192 tokens", "prompt is too long: 210000 tokens > 200000 maximum",
    // "the available context size (4096 tokens)", "exceeds the context window of 32,768 tokens".
    [GeneratedRegex(
        @"(maximum context length (is|of)|context (window|size|length)( (is|of))?( only)?) \(?(?<tokens>\d[\d,]{2,11})"
            + @"|> (?<tokens>\d{3,10}) maximum"
    )]
    private static partial Regex Window();
}
