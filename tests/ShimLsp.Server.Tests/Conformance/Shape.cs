using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>What a value may be. Prints as it is written in the models.</summary>
internal abstract record Shape
{
    /// <summary>The first place where the value is not of this shape; null if it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">The path of the value.</param>
    public abstract Fault? FaultOf(JsonElement value, string path);

    /// <summary>A type of JSON, and what more is asked of it.</summary>
    public sealed record Primitive(string Name, Func<JsonElement, bool> Fits) : Shape
    {
        public override Fault? FaultOf(JsonElement value, string path) => Fits(value) ? null : new(path, Name, value);

        public override string ToString() => Name;
    }

    /// <summary>One value and no other.</summary>
    public sealed record Constant(JsonElement Value) : Shape
    {
        public override Fault? FaultOf(JsonElement value, string path) =>
            JsonElement.DeepEquals(value, Value) ? null : new(path, ToString(), value, IsOtherKind: true);

        public override string ToString() => Value.GetRawText();
    }

    /// <summary>Any number of values of one shape.</summary>
    public sealed record List(Shape Element) : Shape
    {
        public override Fault? FaultOf(JsonElement value, string path) =>
            value.ValueKind == JsonValueKind.Array
                ? value
                    .EnumerateArray()
                    .Select((item, i) => Element.FaultOf(item, $"{path}[{i}]"))
                    .FirstOrDefault(fault => fault is not null)
                : new(path, ToString(), value);

        public override string ToString() => Element is Choice ? $"({Element})[]" : $"{Element}[]";
    }

    /// <summary>As many values as there are shapes.</summary>
    public sealed record Tuple(ImmutableArray<Shape> Elements) : Shape
    {
        public override Fault? FaultOf(JsonElement value, string path) =>
            value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == Elements.Length
                ? Elements.Select((shape, i) => shape.FaultOf(value[i], $"{path}[{i}]")).FirstOrDefault(fault => fault is not null)
                : new(path, ToString(), value);

        public override string ToString() => $"[{string.Join(", ", Elements)}]";
    }

    /// <summary>An object whose names are data.</summary>
    public sealed record Map(Shape Key, Shape Value) : Shape
    {
        public override Fault? FaultOf(JsonElement value, string path) =>
            value.ValueKind == JsonValueKind.Object
                ? value
                    .EnumerateObject()
                    .Select(member =>
                        Key.FaultOf(JsonSerializer.SerializeToElement(member.Name), $"{path}.{member.Name}")
                        ?? Value.FaultOf(member.Value, $"{path}.{member.Name}")
                    )
                    .FirstOrDefault(fault => fault is not null)
                : new(path, ToString(), value);

        public override string ToString() => $"map<{Key}, {Value}>";
    }

    /// <summary>One of several.</summary>
    public sealed record Choice(ImmutableArray<Shape> Options) : Shape
    {
        // If none fits, the intended one is that whose constants are right, such as `kind`, and whose fault lies deeper.
        public override Fault? FaultOf(JsonElement value, string path)
        {
            var faults = Options.Select(option => option.FaultOf(value, path)).ToArray();
            return faults.Contains(null)
                ? null
                : faults.FirstOrDefault(fault => !fault!.IsOtherKind && fault.Path != path)
                    ?? new(path, ToString(), value, faults.All(fault => fault!.IsOtherKind));
        }

        public override string ToString() => string.Join(" | ", Options);
    }

    /// <summary>A type that the models give a name.</summary>
    public sealed record Named(string Name, Func<string, Shape> Find) : Shape
    {
        public override Fault? FaultOf(JsonElement value, string path) => Find(Name).FaultOf(value, path);

        public override string ToString() => Name;
    }

    /// <summary>An object with these members and no others. An optional member without a value is absent, not <c>null</c>.</summary>
    public sealed record Structure(string Name, ImmutableDictionary<string, (Shape Shape, bool IsOptional)> Members) : Shape
    {
        public override Fault? FaultOf(JsonElement value, string path)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                return new(path, Name, value);
            }

            var seen = new HashSet<string>();
            foreach (var member in value.EnumerateObject())
            {
                var at = $"{path}.{member.Name}";
                if (!Members.TryGetValue(member.Name, out var known) || !seen.Add(member.Name))
                {
                    return new(at, $"no {(seen.Contains(member.Name) ? "second" : "such")} member in {Name}", member.Value);
                }

                if (known.Shape.FaultOf(member.Value, at) is { } fault)
                {
                    return fault;
                }
            }

            return Members
                .Where(member => !member.Value.IsOptional && !seen.Contains(member.Key))
                .Select(member => new Fault($"{path}.{member.Key}", $"{member.Value.Shape}", default))
                .FirstOrDefault();
        }

        public override string ToString() => Name;
    }
}
