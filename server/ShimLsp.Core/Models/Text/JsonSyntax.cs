using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// A JSON value with its position. <see cref="System.Text.Json.JsonDocument"/> drops positions, and a person would have to search for a
/// problem that has none.
/// </summary>
/// <param name="Start">The offset of its first byte.</param>
/// <param name="End">The offset after its last byte.</param>
internal abstract record JsonSyntax(int Start, int End)
{
    /// <summary>Only its position. A record would print its members, and a string may be a key.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Start}..{End}";

    /// <summary>Whether two values are equal, wherever they are in the text.</summary>
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

/// <summary>One member of an object, as far as it is written.</summary>
/// <param name="Name">The name; empty if it is absent.</param>
/// <param name="NameStart">The offset of the name's opening quote.</param>
/// <param name="NameEnd">The offset after the name's closing quote.</param>
/// <param name="Colon">The offset of the colon; -1 if there is none.</param>
/// <param name="Value">The value; a <see cref="MissingSyntax"/> if it is absent.</param>
internal readonly record struct JsonMember(string Name, int NameStart, int NameEnd, int Colon, JsonSyntax Value)
{
    /// <summary>Whether there is a colon.</summary>
    public bool HasColon => Colon >= 0;

    /// <summary>Whether there is a value.</summary>
    public bool HasValue => Value is not MissingSyntax;
}

/// <summary>An object with every member as written, including repeated names.</summary>
internal sealed record ObjectSyntax(int Start, int End, ImmutableArray<JsonMember> Members) : JsonSyntax(Start, End);

/// <summary>An array.</summary>
internal sealed record ArraySyntax(int Start, int End, ImmutableArray<JsonSyntax> Items) : JsonSyntax(Start, End);

/// <summary>A string, unescaped.</summary>
internal sealed record StringSyntax(int Start, int End, string Value) : JsonSyntax(Start, End);

/// <summary>A number; infinite if it is too large for a double.</summary>
internal sealed record NumberSyntax(int Start, int End, double Value) : JsonSyntax(Start, End);

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record BooleanSyntax(int Start, int End, bool Value) : JsonSyntax(Start, End);

/// <summary><c>null</c>.</summary>
internal sealed record NullSyntax(int Start, int End) : JsonSyntax(Start, End);

/// <summary>
/// A value that is absent or cannot be read. It covers the text that stands in its place: the rest of the line behind a colon, or nothing.
/// </summary>
internal sealed record MissingSyntax(int Start, int End) : JsonSyntax(Start, End);
