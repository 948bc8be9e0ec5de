using System.Buffers;
using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Strengths;

/// <summary>
/// Finds the line of models that a name belongs to, and in it the figure nearest to the version and the size that it names.
/// </summary>
internal static class ModelFamilies
{
    // Longer than any name in use; a longer one is looked at in rented memory.
    private const int UsualLength = 128;

    // Of the lines that a name belongs to, the one that says most comes first: "gemini flash lite" before "gemini flash".
    private static readonly ImmutableArray<ModelLine> Lines =
    [
        .. StrengthFigures
            .All.GroupBy(figure => figure.Line, StringComparer.Ordinal)
            .Select(line => new ModelLine([.. line.Key.Split(' ')], [.. line]))
            .OrderByDescending(line => line.Parts.Sum(part => part.Length))
            .ThenBy(line => line.Parts[0], StringComparer.Ordinal),
    ];

    /// <summary>The strength by family; null if no family is known.</summary>
    /// <param name="model">The name that the provider knows the model by.</param>
    /// <param name="billions">Its size if the name states one; null otherwise.</param>
    public static double? Find(string model, double? billions)
    {
        var rented = model.Length > UsualLength ? ArrayPool<char>.Shared.Rent(model.Length) : null;
        var name = (rented ?? stackalloc char[UsualLength])[..model.Length];
        Spell(model, name);
        var strength = Find(model, name, billions);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return strength;
    }

    private static double? Find(string model, ReadOnlySpan<char> name, double? billions)
    {
        ModelLine? narrowest = null;
        double? named = null;
        foreach (var line in Lines)
        {
            if (!NamesAll(name, line.Parts, out var afterFirst))
            {
                continue;
            }

            var version = ModelVersion.In(model.AsSpan(afterFirst));
            if (!(version < line.Oldest))
            {
                return line.Strength(version, billions);
            }

            // The narrow line is younger than the model: the broader one may know its time.
            (narrowest, named) = narrowest is null ? (line, version) : (narrowest, named);
        }

        return narrowest?.Strength(named, billions);
    }

    private static bool NamesAll(ReadOnlySpan<char> name, ImmutableArray<string> parts, out int afterFirst)
    {
        afterFirst = EndOf(name, parts[0]);
        for (var part = 1; afterFirst >= 0 && part < parts.Length; part++)
        {
            if (EndOf(name, parts[part]) < 0)
            {
                return false;
            }
        }

        return afterFirst >= 0;
    }

    /// <summary>
    /// The end of the part in the name, if it is a word there: no letter or digit before it and no letter after it (a version may follow);
    /// -1 if it is not.
    /// </summary>
    private static int EndOf(ReadOnlySpan<char> name, string part)
    {
        var from = 0;
        while (name[from..].IndexOf(part) is var found and >= 0)
        {
            var start = from + found;
            var end = start + part.Length;
            if ((start == 0 || !char.IsAsciiLetterOrDigit(name[start - 1])) && (end == name.Length || !char.IsAsciiLetter(name[end])))
            {
                return end;
            }

            from = start + 1;
        }

        return -1;
    }

    /// <summary>
    /// Case does not matter, and a dot is a hyphen: one model is <c>claude-3.5-haiku</c> here and <c>claude-3-5-haiku</c> there.
    /// </summary>
    private static void Spell(string model, Span<char> name)
    {
        for (var at = 0; at < model.Length; at++)
        {
            name[at] = model[at] is '.' or '_' ? '-' : char.ToLowerInvariant(model[at]);
        }
    }
}
