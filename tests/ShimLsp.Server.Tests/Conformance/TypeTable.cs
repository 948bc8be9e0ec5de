using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>
/// A model's file: its named types, and what else it lists. <c>lsp-3.18.json</c> is generated, <c>shim.json</c> is written by hand.
/// </summary>
internal sealed class TypeTable
{
    private readonly ImmutableDictionary<string, Shape> types;

    public TypeTable(string file)
    {
        using var stream = typeof(TypeTable).Assembly.GetManifestResourceStream(file)!;
        using var document = JsonDocument.Parse(stream);
        Root = document.RootElement.Clone();
        types = Root.GetProperty("types")
            .EnumerateObject()
            .ToImmutableDictionary(
                type => type.Name,
                type => type.Value.ValueKind == JsonValueKind.String ? Read(type.Value.GetString()!) : Structure(type.Name, type.Value)
            );
    }

    /// <summary>The whole file.</summary>
    public JsonElement Root { get; }

    public IEnumerable<Shape> Types => types.Values;

    /// <summary>A type by its name.</summary>
    /// <exception cref="KeyNotFoundException">The file speaks of a type that it does not have.</exception>
    public Shape Find(string name) =>
        types.TryGetValue(name, out var type) ? type : throw new KeyNotFoundException($"There is no type {name}.");

    /// <summary>A type as the files write it.</summary>
    public Shape Read(string text) => ShapeReader.Read(text, Find);

    /// <summary>The types that a list of the file assigns to names; empty if the file has no such list.</summary>
    public ImmutableDictionary<string, Shape> TypesOf(string list) =>
        Root.GetProperty(list).EnumerateObject().ToImmutableDictionary(entry => entry.Name, entry => Read(entry.Value.GetString()!));

    private Shape.Structure Structure(string name, JsonElement members) =>
        new(
            name,
            members
                .EnumerateObject()
                .ToImmutableDictionary(
                    member => member.Name.TrimEnd('?'),
                    member => (Read(member.Value.GetString()!), member.Name.EndsWith('?'))
                )
        );
}
