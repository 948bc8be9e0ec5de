using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ShimLsp.Server.Contract;

/// <summary>Says in plain words what a field of the contract must be.</summary>
internal static class ExpectedType
{
    /// <summary>What the field must be, such as "a string"; null if that is not known.</summary>
    /// <param name="root">The type of the whole; null if that is not known.</param>
    /// <param name="path">The field as the reader names it: <c>$</c>, <c>$.slug</c>, <c>$.candidates[0]</c>.</param>
    public static string? Of(JsonTypeInfo? root, string path)
    {
        var type = root;
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.').Skip(1))
        {
            var next = step is ['[', ..]
                ? type?.ElementType
                : type?.Properties.FirstOrDefault(property => property.Name == step)?.PropertyType;
            type = next is null ? null : WireJson.Default.GetTypeInfo(next);
        }

        return type is null ? null : Words(type);
    }

    private static string? Words(JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return type switch
        {
            { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
            _ when type == typeof(string) => "a string",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(float) || type == typeof(double) => "a number",
            _ when info.Kind is JsonTypeInfoKind.Enumerable => "an array",
            _ when info.Kind is JsonTypeInfoKind.Object => "an object",
            _ => null,
        };
    }
}
