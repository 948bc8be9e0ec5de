using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// Reads one object of the file field by field. It resolves aliases, checks types and reports each fault at its position. A bad value
/// counts as absent; JSON <c>null</c> means not set. One reader reads any number of objects of its kind, one after the other: a large
/// catalog has tens of thousands.
/// </summary>
internal sealed class FieldReader(FieldTable table, ProblemList problems, TypoFinder typos)
{
    private readonly List<Found> found = [];

    /// <summary>The object that is being read.</summary>
    public ObjectSyntax Node { get; private set; } = new(0, 0, []);

    /// <summary>Turns to an object. What the reader says from here on is about this one.</summary>
    /// <param name="node">The object.</param>
    /// <returns>This reader.</returns>
    public FieldReader Read(ObjectSyntax node)
    {
        Node = node;
        found.Clear();
        for (var at = 0; at < node.Members.Length; at++)
        {
            var member = node.Members[at];
            if (table.Find(member.Name) is { } known)
            {
                Take(new Found(known.Field, known.Rank, at));
            }
            else if (typos.NearField(table, member.Name) is { } near && !(StrayAddress.Holds(member) && !IsText(table, near)))
            {
                problems.Add(
                    member.NameStart,
                    ProblemSeverity.Warning,
                    CatalogProblemCode.UnknownField,
                    $"{ShownText.Quote(member.Name)} is not known and is ignored. Did you mean \"{near}\"?"
                );
            }
        }

        return this;
    }

    /// <summary>Whether the object states the field, if only as null.</summary>
    public bool Has(Field field) => IndexOf(field) >= 0;

    /// <summary>The field's value; null if it is absent or set to null.</summary>
    public JsonSyntax? Value(Field field) =>
        IndexOf(field) is var at and >= 0 && Member(found[at]).Value is var value and not (NullSyntax or MissingSyntax) ? value : null;

    /// <summary>The member that states the field, null included; null if it is absent.</summary>
    public JsonMember? MemberOf(Field field) => IndexOf(field) is var at and >= 0 ? Member(found[at]) : null;

    /// <summary>A text, trimmed; null if it is absent, empty or not a string.</summary>
    public string? Text(Field field, ProblemSeverity ifWrong = ProblemSeverity.Warning)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case StringSyntax text:
                var trimmed = text.Value.Trim();
                return trimmed.Length == 0 ? null : trimmed;
            case var other:
                WrongType(other, field, "a string", ifWrong);
                return null;
        }
    }

    /// <summary>A text that the row must have. Its absence is reported too.</summary>
    public string? RequiredText(Field field, string whatToDo)
    {
        var text = Text(field, ProblemSeverity.Error);
        if (text is null && Value(field) is null or StringSyntax && !IsHalfTyped(field))
        {
            problems.Error(
                Value(field) ?? Node,
                CatalogProblemCode.MissingField,
                $"The row has no `{field.Name}` and is left out. {whatToDo}",
                // The schema lets an optional field stand empty, also where the provider needs it.
                inSchema: field.Need is not FieldNeed.Optional || !Has(field)
            );
        }

        return text;
    }

    // That its value is missing is said already.
    private bool IsHalfTyped(Field field) => IndexOf(field) is var at and >= 0 && !Member(found[at]).HasValue;

    /// <summary>True or false; null if it is absent or neither.</summary>
    public bool? Flag(Field field)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case BooleanSyntax flag:
                return flag.Value;
            case var other:
                WrongType(other, field, "true or false");
                return null;
        }
    }

    /// <summary>A number in the field's range; null if it is absent or not such a number.</summary>
    public double? Number(Field field)
    {
        var range = ((FieldType.Number)field.Type).Range;
        double number;
        switch (Value(field))
        {
            case null:
                return null;
            case NumberSyntax literal:
                number = literal.Value;
                break;
            case StringSyntax text when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out number):
                problems.Warning(
                    text,
                    CatalogProblemCode.NumberAsString,
                    $"`{field.Name}` is a number in quotes. Remove the quotes.",
                    true
                );
                break;
            case StringSyntax { Value: "" }:
                return null; // older files leave a number empty where they do not state one
            case var other:
                WrongType(other, field, range.Words);
                return null;
        }

        if (range.Contains(number))
        {
            return number;
        }

        problems.Warning(Value(field)!, CatalogProblemCode.OutOfRange, $"`{field.Name}` must be {range.Words}; it is ignored.", true);
        return null;
    }

    /// <summary>A whole number in the field's range; null if it is absent or not such a number.</summary>
    public int? Whole(Field field) => (int?)Number(field);

    /// <summary>Those of the field's words that a list names; empty if it is absent or not a list.</summary>
    public ImmutableSortedSet<string> Words(Field field)
    {
        if (Array(field) is not { } list)
        {
            return [];
        }

        var known = ((FieldType.Choices)field.Type).Words;
        var named = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not StringSyntax { Value: var text })
            {
                problems.Warning(item, CatalogProblemCode.WrongType, $"An entry of `{field.Name}` must be a string; it is ignored.", true);
            }
            else if (known.Any(word => word.Name == text))
            {
                named.Add(text);
            }
            else
            {
                problems.Warning(
                    item,
                    CatalogProblemCode.UnknownValue,
                    $"`{field.Name}` does not know {ShownText.Quote(text)}, so it is ignored. "
                        + $"It knows: {string.Join(", ", known.Select(word => word.Name))}.",
                    inSchema: true
                );
            }
        }

        return named.ToImmutable();
    }

    /// <summary>An object; null if it is absent or not one.</summary>
    public ObjectSyntax? Object(Field field)
    {
        if (Value(field) is { } value and not ObjectSyntax)
        {
            WrongType(value, field, "an object");
        }

        return Value(field) as ObjectSyntax;
    }

    /// <summary>An array; null if it is absent or not one.</summary>
    public ArraySyntax? Array(Field field, ProblemSeverity ifWrong = ProblemSeverity.Warning)
    {
        if (Value(field) is { } value and not ArraySyntax)
        {
            WrongType(value, field, "an array", ifWrong);
        }

        return Value(field) as ArraySyntax;
    }

    /// <summary>An object has about a dozen members, so a linear search is faster than a table.</summary>
    private int IndexOf(Field field)
    {
        for (var at = 0; at < found.Count; at++)
        {
            if (ReferenceEquals(found[at].Field, field))
            {
                return at;
            }
        }

        return -1;
    }

    private void Take(Found next)
    {
        var at = IndexOf(next.Field);
        if (at < 0)
        {
            found.Add(next);
            return;
        }

        var held = found[at];
        if (held.Rank == next.Rank)
        {
            problems.Add(
                Member(next).NameStart,
                ProblemSeverity.Warning,
                CatalogProblemCode.DuplicateProperty,
                $"`{Member(next).Name}` is a duplicate; the last one is used. Remove the other.",
                inSchema: true,
                related: (Member(held).Value, "The first one.")
            );
            found[at] = next;
            return;
        }

        var (winner, loser) = Winner(held, next);
        found[at] = winner;
        var (holds, ignored) = (Member(winner), Member(loser));
        if (!SaysNothing(ignored.Value) && JsonSyntax.SameValue(holds.Value, ignored.Value))
        {
            problems.NoEffect(
                ignored,
                $"`{ignored.Name}` is another name of `{holds.Name}`, which says the same. Remove `{ignored.Name}`."
            );
        }
        else if (!SaysNothing(ignored.Value))
        {
            problems.Add(
                ignored.NameStart,
                ProblemSeverity.Warning,
                CatalogProblemCode.ConflictingAliases,
                $"`{ignored.Name}` is ignored: `{holds.Name}` says something else and wins. Remove one of them.",
                related: (holds.Value, "This one wins.")
            );
        }
    }

    /// <summary>The better spelling, unless only the other one states a value.</summary>
    private (Found Winner, Found Loser) Winner(Found held, Found next)
    {
        var (better, worse) = held.Rank < next.Rank ? (held, next) : (next, held);
        return SaysNothing(Member(better).Value) && !SaysNothing(Member(worse).Value) ? (worse, better) : (better, worse);
    }

    private static bool IsText(FieldTable table, string name) => table.Find(name)?.Field.Type is FieldType.Text;

    /// <summary>An empty text counts as absent, as null does.</summary>
    private static bool SaysNothing(JsonSyntax value) =>
        value is NullSyntax or MissingSyntax || (value is StringSyntax text && string.IsNullOrWhiteSpace(text.Value));

    private void WrongType(JsonSyntax value, Field field, string words, ProblemSeverity severity = ProblemSeverity.Warning) =>
        problems.Add(value, severity, CatalogProblemCode.WrongType, $"`{field.Name}` must be {words}; it is ignored.", inSchema: true);

    private JsonMember Member(Found one) => Node.Members[one.At];

    /// <summary>The position of a field among the members. It is small, because a large catalog makes hundreds of thousands.</summary>
    private readonly record struct Found(Field Field, int Rank, int At);
}
