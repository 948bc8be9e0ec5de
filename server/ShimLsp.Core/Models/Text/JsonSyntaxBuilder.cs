using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// Builds a tree from tokens. The children of all open containers are on one stack, so each container is copied once, at its exact size. A
/// large catalog therefore leaves little garbage behind.
/// </summary>
internal sealed class JsonSyntaxBuilder
{
    private const int LongestSharedName = 64;
    private const int SharedNames = 256; // a power of two

    private readonly List<Container> open = [];
    private readonly List<JsonMember> children = [];
    private readonly string?[] names = new string?[SharedNames];

    private string name = "";
    private int nameStart;
    private int nameEnd;
    private int colon = -1;

    /// <summary>The whole tree, once every container is closed.</summary>
    public JsonSyntax? Root { get; private set; }

    /// <summary>How many containers are open.</summary>
    public int Depth => open.Count;

    /// <summary>Whether the innermost container is an object; false if none is open.</summary>
    public bool IsObject { get; private set; }

    /// <summary>Whether the container around the innermost one is an array; null if there is none.</summary>
    public bool? IsParentArray => open.Count < 2 ? null : !open[^2].IsObject;

    /// <summary>Where the innermost container starts.</summary>
    public int Start => open[^1].Start;

    /// <summary>Whether the innermost container is empty so far.</summary>
    public bool IsEmpty => children.Count == open[^1].FirstChild;

    /// <summary>The last child of the innermost container, which is not empty.</summary>
    public JsonMember Last => children[^1];

    /// <summary>The offset after the name of the next value.</summary>
    public int NameEnd => nameEnd;

    /// <summary>The offset of the colon before the next value; -1 if there was none.</summary>
    public int Colon
    {
        get => colon;
        set => colon = value;
    }

    /// <summary>How far out the innermost container of that kind is; 0 for the innermost one, -1 if there is none.</summary>
    public int Find(bool isObject)
    {
        var at = open.FindLastIndex(container => container.IsObject == isObject);
        return at < 0 ? -1 : open.Count - 1 - at;
    }

    /// <summary>An object or an array starts.</summary>
    public void Open(int start, bool isObject)
    {
        open.Add(new Container(start, isObject, children.Count, name, nameStart, nameEnd, colon));
        IsObject = isObject;
    }

    /// <summary>The next value's name. It has no colon yet.</summary>
    public void Name(string text, int start, int end) => (name, nameStart, nameEnd, colon) = (text, start, end, -1);

    /// <summary>A short name as a text. Names repeat from row to row, so they are shared.</summary>
    /// <param name="plain">UTF-8 without escapes.</param>
    public string Share(ReadOnlySpan<byte> plain)
    {
        if (plain.Length is 0 or > LongestSharedName)
        {
            return Encoding.UTF8.GetString(plain);
        }

        var slot = ((plain.Length * 31) + (plain[0] * 7) + (plain[^1] * 13) + plain[plain.Length / 2]) & (SharedNames - 1);
        return names[slot] is { } shared && Ascii.Equals(plain, shared) ? shared : names[slot] = Encoding.UTF8.GetString(plain);
    }

    /// <summary>A value is complete.</summary>
    public void Add(JsonSyntax value)
    {
        if (open.Count == 0)
        {
            Root ??= value;
        }
        else
        {
            children.Add(new JsonMember(name, nameStart, nameEnd, colon, value));
        }
    }

    /// <summary>The last child was something else.</summary>
    public void ReplaceLast(JsonMember member) => children[^1] = member;

    /// <summary>The last child belongs to another container.</summary>
    public void RemoveLast() => children.RemoveAt(children.Count - 1);

    /// <summary>The innermost container ends.</summary>
    public void Close(int end)
    {
        var container = open[^1];
        open.RemoveAt(open.Count - 1);
        IsObject = open.Count > 0 && open[^1].IsObject;
        var own = CollectionsMarshal.AsSpan(children)[container.FirstChild..];
        JsonSyntax value = container.IsObject
            ? new ObjectSyntax(container.Start, end, [.. own])
            : new ArraySyntax(container.Start, end, Values(own));
        CollectionsMarshal.SetCount(children, container.FirstChild);
        (name, nameStart, nameEnd, colon) = (container.Name, container.NameStart, container.NameEnd, container.Colon);
        Add(value);
    }

    private static ImmutableArray<JsonSyntax> Values(ReadOnlySpan<JsonMember> members)
    {
        var values = new JsonSyntax[members.Length];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = members[at].Value;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>A container that has not ended yet, with its own name in its parent.</summary>
    private readonly record struct Container(int Start, bool IsObject, int FirstChild, string Name, int NameStart, int NameEnd, int Colon);
}
