using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Documents;

/// <summary>Walks from the root to an offset.</summary>
internal sealed class PlaceFinder(CatalogDocument document, int offset)
{
    private readonly ImmutableArray<JsonSyntax>.Builder chain = ImmutableArray.CreateBuilder<JsonSyntax>();
    private readonly ImmutableArray<PathStep>.Builder path = ImmutableArray.CreateBuilder<PathStep>();
    private FieldTable? fields;
    private Field? field;
    private Field? block; // router or gateway, once inside
    private JsonMember? member;
    private SyntaxPlace found = new()
    {
        Offset = offset,
        Kind = PlaceKind.Outside,
        Chain = [],
        Path = [],
        Token = new(offset, offset),
        Content = new(offset, offset),
        Prefix = "",
    };

    private ReadOnlySpan<byte> Text => document.Text.Span;

    public SyntaxPlace Find()
    {
        if (document.Tree is not { } root || !Covers(root))
        {
            return found;
        }

        fields = root is ObjectSyntax ? FileFields.Table : null;
        field = root is ArraySyntax ? FileFields.Models : null;
        var node = root;
        while (true)
        {
            chain.Add(node);
            Enter(node);
            var inner = node switch
            {
                ObjectSyntax parent => In(parent),
                ArraySyntax parent => In(parent),
                _ => At(node),
            };
            if (inner is null)
            {
                return found with
                {
                    Chain = chain.DrainToImmutable(),
                    Path = path.DrainToImmutable(),
                    Member = member,
                    Fields = fields,
                    Field = field,
                };
            }

            node = inner;
        }
    }

    /// <summary>A container is entered behind its bracket; a value without parts also covers the offset after its end.</summary>
    private bool Covers(JsonSyntax node) =>
        node is ObjectSyntax or ArraySyntax
            ? offset > node.Start && (offset < node.End || (offset == node.End && !IsClosed(node)))
            : offset >= node.Start && offset <= node.End;

    private bool IsClosed(JsonSyntax container) =>
        container.End - container.Start > 1 && Text[container.End - 1] == (container is ObjectSyntax ? (byte)'}' : (byte)']');

    private JsonSyntax? In(ObjectSyntax parent)
    {
        (member, field) = (null, null);
        var before = parent.Members;
        var at = LastAtOrBefore(before.Length, index => before[index].NameStart);
        if (at < 0)
        {
            return Between(PlaceKind.Members, parent.Start + 1);
        }

        var one = before[at];
        if (offset <= one.NameEnd)
        {
            Step(one);
            return Token(PlaceKind.Name, one.NameStart, one.NameEnd);
        }

        if (one.HasColon ? offset <= one.Colon : offset < one.Value.Start || (!one.HasValue && IsOnLine(one.NameEnd)))
        {
            Step(one);
            return Between(PlaceKind.AfterName, one.NameEnd);
        }

        if (one.HasColon && one.HasValue && offset <= one.Value.Start && one.Value is not (ObjectSyntax or ArraySyntax))
        {
            Step(one);
            return offset == one.Value.Start ? one.Value : Between(PlaceKind.Value, one.Colon + 1);
        }

        if (one.Value is MissingSyntax missing && offset <= missing.End)
        {
            Step(one);
            chain.Add(missing);
            return Between(PlaceKind.Value, one.Colon + 1);
        }

        if (one.HasValue && offset <= one.Value.Start)
        {
            Step(one);
            return Between(PlaceKind.Value, one.Colon + 1); // before an object or an array
        }

        if (one.HasValue && Covers(one.Value))
        {
            Step(one);
            return one.Value;
        }

        return Between(PlaceKind.Members, Math.Max(one.NameEnd, one.Value.End));
    }

    private JsonSyntax? In(ArraySyntax parent)
    {
        var items = parent.Items;
        var at = LastAtOrBefore(items.Length, index => items[index].Start);
        if (at >= 0 && Covers(items[at]))
        {
            path.Add(new PathStep(null, at));
            member = null;
            return items[at];
        }

        return Between(PlaceKind.Items, at < 0 ? parent.Start + 1 : items[at].End);
    }

    private JsonSyntax? At(JsonSyntax value) => Token(PlaceKind.Value, value.Start, value.End);

    private void Step(JsonMember one)
    {
        path.Add(new PathStep(one.Name, -1));
        member = one;
        field = fields?.Find(one.Name)?.Field;
    }

    /// <summary>What the place says about the parts of the file that it is in.</summary>
    private void Enter(JsonSyntax node)
    {
        if (path.Count > 0 && path[^1].Index >= 0 && field?.Type is FieldType.List item)
        {
            found = ReferenceEquals(field, FileFields.Models)
                ? found with
                {
                    Row = node,
                    RowIndex = path[^1].Index,
                }
                : found with
                {
                    Candidate = node,
                };
            fields = node is ObjectSyntax ? item.Fields : null;
        }
        else if (node is ObjectSyntax parent && path.Count > 0)
        {
            fields = (field?.Type as FieldType.Object)?.Fields;
            block ??= field;
            found =
                ReferenceEquals(field, FileFields.Router) ? found with { Router = parent }
                : ReferenceEquals(field, FileFields.Gateway) ? found with { Gateway = parent }
                : found;
        }
    }

    private JsonSyntax? Token(PlaceKind kind, int start, int end)
    {
        var opening = start < end ? Text[start] : (byte)0;
        var isQuoted = opening is (byte)'"' or (byte)'\'';
        var contentStart = isQuoted ? start + 1 : start;
        var contentEnd = isQuoted && end - start > 1 && Text[end - 1] == opening ? end - 1 : end;
        found = found with
        {
            Kind = kind,
            Token = new(start, end),
            Content = new(contentStart, contentEnd),
            Prefix = offset > contentStart ? Encoding.UTF8.GetString(Text[contentStart..Math.Min(offset, contentEnd)]) : "",
        };
        return null;
    }

    private JsonSyntax? Between(PlaceKind kind, int from)
    {
        found = found with { Kind = IsInComment(from) ? PlaceKind.Outside : kind };
        return null;
    }

    /// <summary>Whether the offset is in a comment. Between it and the other offset is neither a name nor a value.</summary>
    private bool IsInComment(int from)
    {
        for (var at = from; at < offset; )
        {
            var rest = Text[at..];
            if (rest.StartsWith("//"u8))
            {
                var length = rest.IndexOfAny((byte)'\n', (byte)'\r');
                if (length < 0 || at + length >= offset)
                {
                    return offset > at;
                }

                at += length;
            }
            else if (rest.StartsWith("/*"u8))
            {
                var length = rest[2..].IndexOf("*/"u8);
                if (length < 0 || at + length + 4 > offset)
                {
                    return offset > at;
                }

                at += length + 4;
            }
            else
            {
                at++;
            }
        }

        return false;
    }

    private bool IsOnLine(int from) => offset >= from && Text[from..offset].IndexOfAny((byte)'\n', (byte)'\r') < 0;

    private int LastAtOrBefore(int count, Func<int, int> startOf)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = startOf(middle) <= offset ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
