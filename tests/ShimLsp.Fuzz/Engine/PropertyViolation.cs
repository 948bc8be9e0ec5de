namespace ShimLsp.Fuzz.Engine;

/// <summary>A property does not hold for an input.</summary>
/// <param name="property">The property, in words that do not depend on the input: what shrinking keeps the same.</param>
/// <param name="detail">What was seen.</param>
internal sealed class PropertyViolation(string property, string detail) : Exception($"{property}: {detail}")
{
    /// <summary>The property.</summary>
    public string Property => property;
}

/// <summary>How targets state what must hold.</summary>
internal static class Must
{
    /// <summary>Throws unless it holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="property">The property, in words that do not depend on the input.</param>
    /// <param name="detail">What was seen; made only when it is needed.</param>
    public static void Hold(bool holds, string property, Func<string>? detail = null)
    {
        if (!holds)
        {
            throw new PropertyViolation(property, detail?.Invoke() ?? "it does not hold");
        }
    }

    /// <summary>Throws unless both are the same.</summary>
    public static void Equal<T>(T expected, T actual, string property)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new PropertyViolation(property, $"expected <{expected}>, got <{actual}>");
        }
    }

    /// <summary>Throws unless both are the same, one after another.</summary>
    public static void EqualAll<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual, string property)
    {
        if (!expected.SequenceEqual(actual))
        {
            throw new PropertyViolation(property, $"expected <{string.Join(" | ", expected)}>, got <{string.Join(" | ", actual)}>");
        }
    }
}
