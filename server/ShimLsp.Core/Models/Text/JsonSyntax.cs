using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// A JSON value that knows where it stands. <see cref="System.Text.Json.JsonDocument"/> forgets positions, and a problem without a
/// place is one that a person has to search for.
/// </summary>
/// <param name="Start">The offset of its first byte.</param>
/// <param name="End">The offset after its last byte.</param>
internal abstract record JsonSyntax(int Start, int End)
{
    /// <summary>Its place only: a record would print its members, and a string may be a key.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Start}..{End}";

    /// <summary>Whether two values say the same, wherever they stand.</summary>
    public static bool SameValue(JsonSyntax left, JsonSyntax right) =>
        (left, right) switch
        {
            (StringSyntax one, StringSyntax other) => one.Value == other.Value,
            (NumberSyntax one, NumberSyntax other) => one.Value.Equals(other.Value),
            (BooleanSyntax one, BooleanSyntax other) => one.Value == other.Value,
            (NullSyntax, NullSyntax) => true,
            (ArraySyntax one, ArraySyntax other) => one.Items.Length == other.Items.Length
                && one.Items.Zip(other.Items).All(pair => SameValue(pair.First, pair.Second)),
            (ObjectSyntax one, ObjectSyntax other) => one.Members.Length == other.Members.Length
                && one.Members.Zip(other.Members)
                    .All(pair => pair.First.Name == pair.Second.Name && SameValue(pair.First.Value, pair.Second.Value)),
            _ => false,
        };
}

/// <summary>One member of an object, its name's quotes included.</summary>
internal readonly record struct JsonMember(string Name, int NameStart, JsonSyntax Value);

/// <summary>An object: every member as written, a repeated name included.</summary>
internal sealed record ObjectSyntax(int Start, int End, ImmutableArray<JsonMember> Members) : JsonSyntax(Start, End);

/// <summary>An array.</summary>
internal sealed record ArraySyntax(int Start, int End, ImmutableArray<JsonSyntax> Items) : JsonSyntax(Start, End);

/// <summary>A string, unescaped.</summary>
internal sealed record StringSyntax(int Start, int End, string Value) : JsonSyntax(Start, End);

/// <summary>A number; infinite where it is beyond a double.</summary>
internal sealed record NumberSyntax(int Start, int End, double Value) : JsonSyntax(Start, End);

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record BooleanSyntax(int Start, int End, bool Value) : JsonSyntax(Start, End);

/// <summary><c>null</c>.</summary>
internal sealed record NullSyntax(int Start, int End) : JsonSyntax(Start, End);
