using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ShimLsp.Core.Health;

namespace ShimLsp.Server.Providers.Refusals;

/// <summary>How long an answer asks to be left alone, by the headers that services have for it, or else by its body.</summary>
internal static partial class Pauses
{
    // A limit that is used up says when it fills again: OpenAI "6m0s", others seconds, or a moment in Unix time. Some do not say what
    // remains of it.
    private static readonly ImmutableArray<(string Remaining, string Reset)> Limits =
    [
        ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
        ("x-ratelimit-remaining", "x-ratelimit-reset"),
        ("ratelimit-remaining", "ratelimit-reset"),
        ("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
        ("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
    ];

    /// <summary>The pause; null if nothing asks for one.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="text">What its body says.</param>
    /// <param name="clock">Time.</param>
    public static TimeSpan? Of(HttpResponseHeaders headers, RefusalText text, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return (Value(headers, "Retry-After") is { } after ? RetryAfter.Read(after, now) : null)
            ?? (Value(headers, "retry-after-ms") is { } milliseconds ? RetryAfter.Milliseconds(milliseconds) : null)
            ?? Reset(headers, now)
            ?? (InWords().Match(text.Words) is { Success: true } told ? RetryAfter.Reset(told.Groups["length"].Value, now) : null);
    }

    private static TimeSpan? Reset(HttpResponseHeaders headers, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        foreach (var (remaining, reset) in Limits)
        {
            if (Value(headers, remaining) is null or "0" && Value(headers, reset) is { } when && RetryAfter.Reset(when, now) is { } pause)
            {
                longest = longest > pause ? longest : pause;
            }
        }

        return longest;
    }

    // "Please try again in 20s" (OpenAI, Groq: "in 6m0s", "in 1.2s"); retryDelay: "34s" (Google).
    [GeneratedRegex(@"\b(?:try again in|retrydelay) (?<length>(?:\d{1,6}(?:\.\d{1,9})?(?:ms|h|m|s)){1,3})")]
    private static partial Regex InWords();

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 ? values.ToString().Trim() : null;
}
