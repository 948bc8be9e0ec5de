using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.Refusals;

/// <summary>Finds the options in a refusal that a request can go without.</summary>
internal static class HarmlessOptions
{
    // "This model does not support the effort parameter." and "output_config: Extra inputs are not permitted" (Messages of Anthropic and
    // of Bedrock), "\"llama3\" does not support thinking" (Ollama's chat completions).
    private static readonly ImmutableArray<(string Words, string Option)> OtherNames =
    [
        (RefusalTopics.NoEffort, OmittableOptions.MessagesEffort),
        ("output_config: extra inputs", OmittableOptions.MessagesEffort),
        (RefusalTopics.NoThinking, OmittableOptions.ChatEffort),
    ];

    /// <summary>The options that a refusal names.</summary>
    /// <param name="text">What its body says.</param>
    /// <returns>The one that it names as the field at fault; else those that its words name; empty for none.</returns>
    public static ImmutableArray<string> In(RefusalText text)
    {
        if (text.Field is { } field && OmittableOptions.Names.FirstOrDefault(name => IsNamed(field, name)) is { } one)
        {
            return [one];
        }

        if (text.Words.Contains(RefusalTopics.BetaFlag, StringComparison.Ordinal))
        {
            return [OmittableOptions.BetaHeader];
        }

        foreach (var (words, option) in OtherNames)
        {
            if (text.Words.Contains(words, StringComparison.Ordinal))
            {
                return [option];
            }
        }

        // Of both names of the limit the first is the one that is refused: "Use 'max_completion_tokens' instead."
        // "Include" is a word that any sentence may have.
        var named = OmittableOptions.Names.Where(name => name != "include" && IsNamed(text.Words, name)).ToImmutableArray();
        return named.Contains(OmittableOptions.MaxTokens) && named.Contains(OmittableOptions.MaxCompletionTokens)
            ? named.Remove(
                At(text.Words, OmittableOptions.MaxTokens) < At(text.Words, OmittableOptions.MaxCompletionTokens)
                    ? OmittableOptions.MaxCompletionTokens
                    : OmittableOptions.MaxTokens
            )
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
