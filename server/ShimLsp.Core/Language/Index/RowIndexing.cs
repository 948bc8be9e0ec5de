using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Index;

/// <summary>Finds the rows of a text, with the slugs that the catalog gives them.</summary>
internal static class RowIndexing
{
    /// <summary>The rows.</summary>
    /// <param name="reading">The document as a catalog.</param>
    public static ImmutableArray<IndexedRow> Rows(CatalogReading reading)
    {
        var items = reading.Models?.Items ?? [];
        var models = reading.Parse.Catalog?.Models ?? [];
        var rows = ImmutableArray.CreateBuilder<IndexedRow>(items.Length);
        var next = 0; // both lists are in the text's order
        for (var at = 0; at < items.Length; at++)
        {
            var isRead = next < models.Length && ReferenceEquals(reading.Rows[next].Node, items[at]);
            if (Row(items[at], at, isRead ? models[next++] : null) is { } row)
            {
                rows.Add(row);
            }
        }

        return rows.DrainToImmutable();
    }

    /// <summary>The value of a field, as the parser chooses it: the better spelling, and of equal ones the last.</summary>
    public static JsonSyntax? Value(ObjectSyntax node, Field field)
    {
        var (best, found) = (int.MaxValue, (JsonSyntax?)null);
        foreach (var member in node.Members)
        {
            if (
                member.Value is not (NullSyntax or MissingSyntax or StringSyntax { Value: "" })
                && RankOf(field, member.Name) is >= 0 and var rank
                && rank <= best
            )
            {
                (best, found) = (rank, member.Value);
            }
        }

        return found;
    }

    /// <summary>The text of a field of a row, trimmed; null if it states none.</summary>
    public static string? Text(JsonSyntax? row, Field field) =>
        row is ObjectSyntax node && Value(node, field) is StringSyntax text ? text.Value.Trim() : null;

    /// <summary>The rank of a name among those of a field, 0 for the canonical one; -1 if it is none of them.</summary>
    public static int RankOf(Field field, string name) =>
        name == field.Name ? 0
        : field.Aliases.IndexOf(name) is var at and >= 0 ? at + 1
        : -1;

    private static IndexedRow? Row(JsonSyntax item, int at, ModelSpec? model)
    {
        if (item is StringSyntax name)
        {
            return new(at, item, model?.Slug.Value ?? SlugAssignment.Derive(name.Value), null, name, model);
        }

        if (item is not ObjectSyntax row)
        {
            return null;
        }

        var slug = Value(row, RowFields.Slug) as StringSyntax;
        var modelName = Value(row, RowFields.Model) as StringSyntax;
        var written = slug is null || string.IsNullOrWhiteSpace(slug.Value) ? null : slug.Value.Trim();
        return new(
            at,
            item,
            model?.Slug.Value ?? written ?? SlugAssignment.Derive(modelName?.Value ?? ""),
            written is null ? null : slug,
            modelName,
            model
        );
    }
}
