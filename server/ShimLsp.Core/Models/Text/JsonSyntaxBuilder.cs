using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// Builds a tree from tokens. The children of all open containers are on one stack, so each container is copied once, at its exact size. A
/// large catalog therefore leaves little garbage behind.
/// </summary>
internal sealed class JsonSyntaxBuilder
{
    private const int LongestSharedName = 64;

    private readonly Stack<Container> open = new();
    private readonly List<JsonMember> children = [];
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> names = new Dictionary<string, string>(
        StringComparer.Ordinal
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    private string name = "";
    private int nameStart;

    /// <summary>The whole tree, once every container is closed.</summary>
    public JsonSyntax? Root { get; private set; }

    /// <summary>How many containers are open.</summary>
    public int Depth => open.Count;

    /// <summary>An object or an array starts.</summary>
    public void Open(int start, bool isObject) => open.Push(new Container(start, isObject, children.Count, name, nameStart));

    /// <summary>The next value's name. Names repeat from row to row, so short ones are shared.</summary>
    public void Name(ref Utf8JsonReader reader, int start)
    {
        nameStart = start;
        if (reader.ValueSpan.Length > LongestSharedName)
        {
            name = reader.GetString()!;
            return;
        }

        Span<char> buffer = stackalloc char[LongestSharedName];
        var text = buffer[..reader.CopyString(buffer)];
        if (!names.TryGetValue(text, out var shared))
        {
            shared = text.ToString();
            names[text] = shared;
        }

        name = shared;
    }

    /// <summary>A value is complete.</summary>
    public void Add(JsonSyntax value)
    {
        if (open.Count == 0)
        {
            Root = value;
        }
        else
        {
            children.Add(new JsonMember(name, nameStart, value));
        }
    }

    /// <summary>The innermost container ends.</summary>
    public void Close(int end)
    {
        var container = open.Pop();
        var own = CollectionsMarshal.AsSpan(children)[container.FirstChild..];
        JsonSyntax value = container.IsObject
            ? new ObjectSyntax(container.Start, end, [.. own])
            : new ArraySyntax(container.Start, end, Values(own));
        children.RemoveRange(container.FirstChild, own.Length);
        (name, nameStart) = (container.Name, container.NameStart);
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
    private readonly record struct Container(int Start, bool IsObject, int FirstChild, string Name, int NameStart);
}
