using System.Globalization;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Support;

/// <summary>Reads answers by path, and compares them with the parts that a test cares about.</summary>
internal static class Json
{
    /// <summary>In an expectation: the member is there, whatever it is.</summary>
    public const string Anything = "*";

    /// <summary>In an expectation: the member is not there.</summary>
    public const string Absent = "-";

    /// <summary>A text as a JSON string.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text);

    /// <summary>The value at a path such as <c>models.0.slug</c>; undefined if there is none.</summary>
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var step in path.Split('.'))
        {
            element = element.ValueKind switch
            {
                JsonValueKind.Object when element.TryGetProperty(step, out var member) => member,
                JsonValueKind.Array when int.TryParse(step, NumberStyles.None, null, out var i) && i < element.GetArrayLength() => element[
                    i
                ],
                _ => default,
            };
        }

        return element;
    }

    public static string? Text(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long Number(this JsonElement element, string path) => element.At(path).GetInt64();

    /// <summary>The number at that path, whole or not.</summary>
    public static double Figure(this JsonElement element, string path) => element.At(path).GetDouble();

    /// <summary>The values at a path in each item of an array: <c>models.slug</c>.</summary>
    public static string?[] Each(this JsonElement array, string path) => [.. array.EnumerateArray().Select(item => item.Text(path))];

    /// <summary>Fails unless all that the expectation names is there: members may be left out, items of an array may not.</summary>
    public static void ShouldCover(this JsonElement actual, string expected)
    {
        var heard = actual.ValueKind == JsonValueKind.Undefined ? "nothing" : actual.GetRawText();
        actual.FirstGap(JsonElement.Parse(expected)).Should().BeNull("this was heard: {0}", heard);
    }

    public static bool Covers(this JsonElement actual, JsonElement wanted) => actual.FirstGap(wanted) is null;

    private static JsonElement Member(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var found) ? found : default;

    /// <summary>Where the two first differ; null if the expectation is met.</summary>
    public static string? FirstGap(this JsonElement actual, JsonElement wanted, string path = "$") =>
        wanted.ValueKind switch
        {
            JsonValueKind.String when wanted.ValueEquals(Anything) => actual.ValueKind == JsonValueKind.Undefined
                ? $"{path} is absent"
                : null,
            JsonValueKind.String when wanted.ValueEquals(Absent) => actual.ValueKind == JsonValueKind.Undefined ? null : $"{path} is there",
            _ when actual.ValueKind != wanted.ValueKind => $"{path} is {actual.ValueKind}, not {wanted.GetRawText()}",
            JsonValueKind.Object => wanted
                .EnumerateObject()
                .Select(member => actual.Member(member.Name).FirstGap(member.Value, $"{path}.{member.Name}"))
                .FirstOrDefault(gap => gap is not null),
            JsonValueKind.Array when actual.GetArrayLength() != wanted.GetArrayLength() =>
                $"{path} has {actual.GetArrayLength()} items, not {wanted.GetArrayLength()}",
            JsonValueKind.Array => actual
                .EnumerateArray()
                .Zip(wanted.EnumerateArray())
                .Select((pair, i) => pair.First.FirstGap(pair.Second, $"{path}[{i}]"))
                .FirstOrDefault(gap => gap is not null),
            _ => JsonElement.DeepEquals(actual, wanted) ? null : $"{path} is {actual.GetRawText()}, not {wanted.GetRawText()}",
        };
}
