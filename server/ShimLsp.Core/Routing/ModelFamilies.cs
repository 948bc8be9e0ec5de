namespace ShimLsp.Core.Routing;

/// <summary>
/// The built-in table of strengths, as of November 2026. The figures are our own judgement of how the families rank at editing code:
/// none of them was measured. They order models and space them roughly; a catalog that knows better states <c>strength</c>.
/// </summary>
internal static class ModelFamilies
{
    // Named by parts that all stand in the model's name; the first row that matches wins, so the narrower ones come first. A row of
    // open weights has an offset instead of a figure: such a family comes in many sizes, and the size says most.
    private static readonly Family[] Rows =
    [
        Hosted(0.50, "claude-3-5", "haiku"),
        Hosted(0.40, "claude-3", "haiku"),
        Hosted(0.55, "claude", "haiku"),
        Hosted(0.75, "claude-3-7", "sonnet"),
        Hosted(0.70, "claude-3-5", "sonnet"),
        Hosted(0.55, "claude-3", "sonnet"),
        Hosted(0.80, "claude", "sonnet"),
        Hosted(0.65, "claude-3", "opus"),
        Hosted(0.95, "claude", "opus"),

        Hosted(0.40, "gpt-5", "nano"),
        Hosted(0.60, "gpt-5", "mini"),
        Hosted(0.92, "gpt-5"),
        Hosted(0.35, "gpt-4-1", "nano"),
        Hosted(0.50, "gpt-4-1", "mini"),
        Hosted(0.65, "gpt-4-1"),
        Hosted(0.42, "gpt-4o", "mini"),
        Hosted(0.58, "gpt-4o"),
        Hosted(0.52, "gpt-4"),
        Hosted(0.30, "gpt-3-5"),
        Hosted(0.60, "gpt-oss", "120b"),
        Hosted(0.48, "gpt-oss"),
        Hosted(0.55, "o1", "mini"),
        Hosted(0.72, "o1"),
        Hosted(0.65, "o3", "mini"),
        Hosted(0.82, "o3"),
        Hosted(0.70, "o4", "mini"),
        Hosted(0.60, "codex", "mini"),

        Hosted(0.45, "gemini", "flash", "lite"),
        Hosted(0.60, "gemini", "flash"),
        Hosted(0.85, "gemini", "pro"),
        Hosted(0.60, "grok", "fast"),
        Hosted(0.55, "grok", "mini"),
        Hosted(0.82, "grok"),

        Open(-0.08, 16, "deepseek-coder"),
        Open(0.02, 8, "deepseek-r1"),
        Hosted(0.78, "deepseek-reasoner"),
        Open(0.03, 671, "deepseek"),
        Hosted(0.78, "kimi"),
        Hosted(0.78, "glm"),
        Hosted(0.75, "minimax"),

        Hosted(0.65, "mistral", "large"),
        Hosted(0.60, "mistral", "medium"),
        Open(-0.02, 24, "mistral", "small"),
        Open(-0.06, 12, "mistral", "nemo"),
        Open(0.04, 24, "devstral"),
        Open(-0.02, 22, "codestral"),
        Open(-0.08, 47, "mixtral"),
        Open(-0.06, 8, "ministral"),
        Open(-0.06, 7, "mistral"),

        Hosted(0.75, "qwen", "max"),
        Open(0.06, 30, "qwen3-coder"),
        Open(0.04, 7, "qwen2-5-coder"),
        Open(0.04, 8, "qwen3"),
        Open(0.06, 32, "qwq"),
        Open(0.00, 7, "qwen"),
        Open(-0.12, 7, "codellama"),
        Open(-0.12, 7, "llama2"),
        Open(-0.12, 7, "llama-2"),
        Open(-0.02, 8, "llama"),
        Open(0.00, 4, "gemma"),
        Open(0.02, 4, "phi", "mini"),
        Open(0.02, 4, "phi3"),
        Open(0.02, 14, "phi"),
        Open(-0.08, 8, "granite"),
        Open(-0.12, 7, "starcoder"),
        Open(-0.12, 3, "tinyllama"),
    ];

    /// <summary>The strength by family; null where no family is known.</summary>
    /// <param name="model">The name that the provider knows the model by.</param>
    /// <param name="billions">Its size where the name states one; null otherwise.</param>
    public static double? Find(string model, double? billions)
    {
        foreach (var family in Rows)
        {
            if (NamesAll(model, family.Parts))
            {
                return family.Figure ?? (ModelSize.Strength(billions ?? family.UsualBillions) + family.Offset);
            }
        }

        return null;
    }

    private static bool NamesAll(string model, string[] parts)
    {
        foreach (var part in parts)
        {
            if (!Names(model, part))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether the part stands in the name as a word: no letter or digit before it, no letter after it (a version may follow). Case
    /// does not matter, and a dot is a hyphen: one model is <c>claude-3.5-haiku</c> here and <c>claude-3-5-haiku</c> there.
    /// </summary>
    private static bool Names(string model, string part)
    {
        for (var start = 0; start <= model.Length - part.Length; start++)
        {
            var end = start + part.Length;
            if ((start == 0 || !char.IsAsciiLetterOrDigit(model[start - 1]))
                && (end == model.Length || !char.IsAsciiLetter(model[end]))
                && IsSame(model.AsSpan(start, part.Length), part))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(ReadOnlySpan<char> written, string part)
    {
        for (var at = 0; at < part.Length; at++)
        {
            var character = written[at] is '.' or '_' ? '-' : char.ToLowerInvariant(written[at]);
            if (character != part[at])
            {
                return false;
            }
        }

        return true;
    }

    private static Family Hosted(double figure, params string[] parts) => new(parts, figure, 0, 0);

    private static Family Open(double offset, double usualBillions, params string[] parts) => new(parts, null, offset, usualBillions);

    private sealed record Family(string[] Parts, double? Figure, double Offset, double UsualBillions);
}
