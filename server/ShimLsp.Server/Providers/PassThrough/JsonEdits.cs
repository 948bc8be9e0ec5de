using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.PassThrough;

/// <summary>Changes to the members of one JSON object. Every byte that no change is about stays as it is, white space too.</summary>
/// <param name="source">The object.</param>
internal sealed class JsonEdits(JsonElement source)
{
    private readonly List<(int Start, int End, byte[] By)> edits = []; // by their starts

    private ReadOnlySpan<byte> Whole => JsonMarshal.GetRawUtf8Value(source);

    /// <summary>Gives a member a text, in each place that it is in; adds it if there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="escaped">The text.</param>
    public void Set(ReadOnlySpan<byte> name, JsonEncodedText escaped)
    {
        var isThere = false;
        byte[]? quoted = null;
        foreach (var property in source.EnumerateObject())
        {
            if (LenientJson.Name(property).SequenceEqual(name))
            {
                var (start, end) = PlaceOf(JsonMarshal.GetRawUtf8Value(property.Value));
                Add(start, end, quoted ??= [(byte)'"', .. escaped.EncodedUtf8Bytes, (byte)'"']);
                isThere = true;
            }
        }

        if (!isThere)
        {
            var rest = Whole[1..].TrimStart(" \t\r\n"u8) is [(byte)'}'] ? ""u8 : ","u8;
            Add(1, 1, [(byte)'"', .. name, .. "\":\""u8, .. escaped.EncodedUtf8Bytes, (byte)'"', .. rest]);
        }
    }

    /// <summary>Replaces a member's value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="by">The new one, as JSON.</param>
    public void Replace(JsonElement value, string by)
    {
        var (start, end) = PlaceOf(JsonMarshal.GetRawUtf8Value(value));
        Add(start, end, by);
    }

    /// <summary>Gives a member another name.</summary>
    /// <param name="property">The member.</param>
    /// <param name="name">The name.</param>
    public void Rename(JsonProperty property, string name)
    {
        var (start, end) = PlaceOf(JsonMarshal.GetRawUtf8PropertyName(property));
        Add(start, end, name);
    }

    /// <summary>Takes members out, with the commas that set them apart.</summary>
    /// <param name="holder">Whose: the object itself, or one inside it.</param>
    /// <param name="isTaken">Which.</param>
    public void Remove(JsonElement holder, Func<JsonProperty, bool> isTaken)
    {
        var (end, hasKept, from) = (0, false, -1);
        foreach (var property in holder.EnumerateObject())
        {
            var start = PlaceOf(JsonMarshal.GetRawUtf8PropertyName(property)).Start - 1;
            if (from >= 0)
            {
                Add(from, start, ""); // up to the next name
                from = -1;
            }

            var before = end;
            end = PlaceOf(JsonMarshal.GetRawUtf8Value(property.Value)).End;
            if (!isTaken(property))
            {
                hasKept = true;
            }
            else if (hasKept)
            {
                Add(before, end, ""); // with the comma before it
            }
            else
            {
                from = start;
            }
        }

        if (from >= 0)
        {
            Add(from, end, "");
        }
    }

    /// <summary>The changed object, as a copy.</summary>
    public ReadOnlyMemory<byte> Apply()
    {
        var length = Whole.Length;
        foreach (var (start, end, by) in edits)
        {
            length += by.Length - (end - start);
        }

        var changed = GC.AllocateUninitializedArray<byte>(length);
        var (from, to) = (0, 0);
        foreach (var (start, end, by) in edits)
        {
            Whole[from..start].CopyTo(changed.AsSpan(to));
            by.CopyTo(changed, to + start - from);
            to += start - from + by.Length;
            from = end;
        }

        Whole[from..].CopyTo(changed.AsSpan(to));
        return changed;
    }

    /// <summary>The changed object in parts: of the bytes that it was read from, and of what was put in. None of them is copied.</summary>
    /// <param name="bytes">The bytes that the object was parsed from.</param>
    public ImmutableArray<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.Overlaps(Whole, out var offset))
        {
            throw new ArgumentException("The object is of other bytes.", nameof(bytes));
        }

        var whole = bytes.Slice(offset, Whole.Length);
        var parts = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var from = 0;
        foreach (var (start, end, by) in edits)
        {
            parts.Add(whole[from..start]);
            parts.Add(by);
            from = end;
        }

        parts.Add(whole[from..]);
        return parts.ToImmutable();
    }

    private (int Start, int End) PlaceOf(ReadOnlySpan<byte> part) =>
        Whole.Overlaps(part, out var start) ? (start, start + part.Length) : throw new InvalidOperationException("It is of another text.");

    private void Add(int start, int end, string by) => Add(start, end, Encoding.UTF8.GetBytes(by));

    /// <summary>Adds an edit. It takes the place of one that starts there.</summary>
    private void Add(int start, int end, byte[] by)
    {
        var at = edits.Count;
        while (at > 0 && edits[at - 1].Start >= start)
        {
            at--; // most edits come in their order
        }

        if (at < edits.Count && edits[at].Start == start)
        {
            edits[at] = (start, end, by);
        }
        else
        {
            edits.Insert(at, (start, end, by));
        }
    }
}
