using System.Collections.Immutable;

namespace ShimLsp.Server.Providers.Refusals;

/// <summary>
/// Options that a request can go without: the answer is the same kind of answer, only sampled, counted or cached otherwise. If a model
/// refuses one, the request is sent once more without it.
/// </summary>
internal static class HarmlessOptions
{
    /// <summary>The options, by the names that the wire shapes have for them.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "stream_options",
        "temperature",
        "top_p",
        "top_k",
        "seed",
        "presence_penalty",
        "frequency_penalty",
        "parallel_tool_calls",
        "disable_parallel_tool_use",
        "reasoning_effort",
        "strict",
        "cache_control",
        MaxTokens,
        MaxCompletionTokens,
    ];

    /// <summary>The older name of the limit. If it is refused, the newer name is used.</summary>
    public const string MaxTokens = "max_tokens";

    /// <summary>The newer name of the limit. If it is refused, the older name is used.</summary>
    public const string MaxCompletionTokens = "max_completion_tokens";

    /// <summary>The options that a refusal names.</summary>
    /// <param name="text">What its body says.</param>
    /// <returns>The one that it names as the field at fault; else those that its words name; empty for none.</returns>
    public static ImmutableArray<string> In(RefusalText text)
    {
        if (text.Field is { } field && Names.FirstOrDefault(name => IsNamed(field, name)) is { } one)
        {
            return [one];
        }

        // Of both names of the limit the first is the one that is refused: "Use 'max_completion_tokens' instead."
        var named = Names.Where(name => IsNamed(text.Words, name)).ToImmutableArray();
        return named.Contains(MaxTokens) && named.Contains(MaxCompletionTokens)
            ? named.Remove(At(text.Words, MaxTokens) < At(text.Words, MaxCompletionTokens) ? MaxCompletionTokens : MaxTokens)
            : named;
    }

    private static bool IsNamed(string words, string name) => At(words, name) >= 0;

    /// <summary>Where a whole word is; -1 if it is not there.</summary>
    private static int At(string words, string name)
    {
        for (var at = words.IndexOf(name, StringComparison.Ordinal); at >= 0; at = words.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !IsWord(words[at - 1])) && (end == words.Length || !IsWord(words[end])))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';
}
