using System.Globalization;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Support;

/// <summary>Looks into answers by path, and compares them with what a test cares about.</summary>
internal static class Json
{
    /// <summary>In an expectation: the member is there, whatever it is.</summary>
    public const string Anything = "*";

    /// <summary>In an expectation: the member is not there.</summary>
    public const string Absent = "-";

    /// <summary>A text as a JSON string.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text);

    /// <summary>What stands at a path such as <c>models.0.slug</c>; undefined where there is nothing.</summary>
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var step in path.Split('.'))
        {
            element = element.ValueKind switch
            {
                JsonValueKind.Object when element.TryGetProperty(step, out var member) => member,
                JsonValueKind.Array when int.TryParse(step, NumberStyles.None, null, out var i) && i < element.GetArrayLength() => element[i],
                _ => default,
            };
        }

        return element;
    }

    public static string? Text(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long Number(this JsonElement element, string path) => element.At(path).GetInt64();

    /// <summary>The values at a path in each item of an array: <c>models.slug</c>.</summary>
    public static string?[] Each(this JsonElement array, string path) => [.. array.EnumerateArray().Select(item => item.Text(path))];

    /// <summary>Fails unless everything that the expectation names is there: members may be left out, items of an array may not.</summary>
    public static void ShouldCover(this JsonElement actual, string expected)
    {
        var wanted = JsonElement.Parse(expected);
        actual.Covers(wanted).Should().BeTrue("{0} was expected to be covered by {1}", expected, actual.GetRawText());
    }

    public static bool Covers(this JsonElement actual, JsonElement wanted) => wanted.ValueKind switch
    {
        JsonValueKind.String when wanted.ValueEquals(Anything) => actual.ValueKind != JsonValueKind.Undefined,
        JsonValueKind.String when wanted.ValueEquals(Absent) => actual.ValueKind == JsonValueKind.Undefined,
        JsonValueKind.Object => actual.ValueKind == JsonValueKind.Object
            && wanted.EnumerateObject().All(member => actual.At(member.Name, isPath: false).Covers(member.Value)),
        JsonValueKind.Array => actual.ValueKind == JsonValueKind.Array
            && actual.GetArrayLength() == wanted.GetArrayLength()
            && actual.EnumerateArray().Zip(wanted.EnumerateArray()).All(pair => pair.First.Covers(pair.Second)),
        _ => actual.ValueKind == wanted.ValueKind && JsonElement.DeepEquals(actual, wanted),
    };

    private static JsonElement At(this JsonElement element, string name, bool isPath) =>
        isPath ? element.At(name) : element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;
}
